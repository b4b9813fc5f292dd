import CleanupManifest
import Testing

/// Limits on how many loops something may be true of.
@Suite struct CountLimitTests {
    /// A limit, a count and a whole, and whether the limit is passed.
    static let rows: [(limit: CountLimit, count: Int, total: Int, isPassed: Bool)] = [
        (.count(0), 0, 10, false),
        (.count(0), 1, 10, true),
        (.count(5), 5, 5, false),
        (.share(basisPoints: 5_000), 5, 10, false),
        (.share(basisPoints: 5_000), 6, 10, true),
        (.share(basisPoints: 0), 1, 1_000_000, true),
        (.share(basisPoints: 10_000), 10, 10, false),
        (.share(basisPoints: 0), 0, 0, false),
        (.share(basisPoints: 3_333), 1, 3, true),
    ]

    @Test("A limit is passed by what is more than it", arguments: rows)
    func isPassed(limit: CountLimit, count: Int, total: Int, isPassed: Bool) {
        #expect(limit.isPassed(by: count, of: total) == isPassed)
    }

    @Test(
        "A limit is written as a manifest writes it",
        arguments: [
            (CountLimit.count(12), "12"), (.share(basisPoints: 5_000), "50%"), (.share(basisPoints: 750), "7.5%"),
            (.share(basisPoints: 705), "7.05%"), (.share(basisPoints: 0), "0%"),
        ]
    )
    func description(limit: CountLimit, text: String) throws {
        #expect(limit.description == text)
        let decoding = try ManifestText("guards: {maxMissing: \(text)}").decoded()
        #expect(decoding.manifest?.guards.maxMissing == limit)
    }
}
