import CleanupEngine
import Testing

/// The delays between looks.
@Suite("WaitPolicy")
struct WaitPolicyTests {
    /// A look, a place in the range, and the delay before it, for 2 s growing to 2 min.
    static let rows: [(look: Int, jitter: Double, delay: Duration)] = [
        (1, 0, .seconds(2)), (1, 0.99, .seconds(2)),
        (2, 0, .seconds(2)), (2, 0.5, .seconds(3)),
        (3, 0.5, .seconds(5)),
        (7, 0, .seconds(2)), (7, 0.5, .seconds(61)),
        (1_000_000, 0.5, .seconds(61)),
        (0, 0.5, .seconds(2)), (-3, 0.5, .seconds(2)),
    ]

    @Test("a delay lies between the least and twice as much for each look, up to the most", arguments: rows)
    func delays(_ row: (look: Int, jitter: Double, delay: Duration)) {
        let policy = WaitPolicy(minimum: .seconds(2), maximum: .seconds(120))
        #expect(policy.delay(beforeLook: row.look, jitter: row.jitter) == row.delay)
    }

    @Test("delays shorter than a second are kept")
    func subSecond() {
        let policy = WaitPolicy(minimum: .milliseconds(20), maximum: .milliseconds(30))
        #expect(policy.delay(beforeLook: 2, jitter: 0.5) == .milliseconds(25))
    }
}
