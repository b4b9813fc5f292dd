import Testing

@testable import YAML

/// The bounds that keep hostile text from costing time or memory.
@Suite struct YAMLLimitsTests {
    /// What a hundred thousand times over nests too deep, and the column of the 65th opening.
    static let bombs: [(piece: String, column: Int)] = [
        ("[", 65), ("{a: ", 257), ("- ", 129), ("[{a: ", 161), ("? ", 129),
    ]

    @Test("Nesting ends at the 65th level, however much follows", arguments: bombs)
    func depth(piece: String, column: Int) {
        let (events, error) = YAMLEventReader.all(MemoryByteSource(String(repeating: piece, count: 100_000)))
        #expect(events.count < 400)
        guard case .limit(let limit)? = error else {
            Issue.record("\(String(describing: error)) is no limit")
            return
        }
        #expect(limit.bound == .depth(64))
        #expect([limit.mark.line, limit.mark.column] == [1, column])
    }

    @Test("Nesting up to the bound is fine, and what is closed does not count")
    func depthBoundary() {
        let nested = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(YAMLEventReader.all(MemoryByteSource("- a\n- []\n- {}")).error == nil)
        #expect(YAMLEventReader.all(MemoryByteSource(nested)).error == nil)
        let siblings = String(repeating: "- []\n", count: 1_000)
        #expect(YAMLEventReader.all(MemoryByteSource(siblings), limits: YAMLLimits(depth: 2)).error == nil)
    }

    @Test("A scalar's bytes are counted, not its characters", arguments: [(4, true), (5, false)])
    func scalarBytes(count: Int, isFine: Bool) {
        let text = String(repeating: "é", count: count)
        let (_, error) = YAMLEventReader.all(MemoryByteSource("a: \(text)"), limits: YAMLLimits(scalarBytes: 8))
        let expected = YAMLLimitError(bound: .scalarBytes(8), mark: TextPosition(line: 1, column: 4))
        #expect(error == (isFine ? nil : .limit(expected)))
    }

    @Test("A stream's bytes are counted over all its pieces", arguments: [(10, true), (9, false)])
    func streamBytes(limit: Int, isFine: Bool) {
        let (_, error) = YAMLEventReader.all(ScriptedByteSource("- a\n- bcde"), limits: YAMLLimits(streamBytes: limit))
        guard case .limit(let error)? = error else {
            #expect(isFine && error == nil)
            return
        }
        #expect(!isFine)
        #expect(error.bound == .streamBytes(limit))
    }
}
