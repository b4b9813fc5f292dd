import CleanupManifest
import HumanLoops
import Testing
import YAMLReading

/// Loops named twice, wherever they are in lists in order and in lists in none.
@Suite struct LoopNameIndexTests {
    /// Which names lists have in order, and which of them come again or come at last.
    static let lists: [(count: Int, extra: [Int], repeated: [Int])] = [
        (1, [0], [0]), (5, [4], [4]), (5, [0], [0]), (20, [7, 30, 3], [7, 3]), (5_000, [5_000, 0], [0]),
        (5_000, [6_000, 5_500, 5_500, 4_999], [5_500, 4_999]),
        (0, [3, 1, 2, 1, 3, 2, 0], [1, 3, 2]),
        (100, Array((0..<100).reversed()), Array((0..<100).reversed())),
    ]

    @Test("Every repetition is found and nothing else", arguments: lists)
    func repetitions(count: Int, extra: [Int], repeated: [Int]) throws {
        let numbers = Array(0..<count) + extra
        let names = numbers.map { "dup-\(String(repeating: "0", count: 6 - String($0).utf8.count))\($0)" }
        let text = ManifestText("", loops: "loops:\n" + names.map { "  - \($0)\n" }.joined())
        let decoding = try text.decoded()
        #expect(!decoding.log.hasErrors)
        #expect(decoding.log.warningCount == repeated.count)
        #expect(decoding.manifest?.loops.count == numbers.count - repeated.count)
        #expect(Set(decoding.manifest?.loops.map(\.name) ?? []).count == numbers.count - repeated.count)
    }

    @Test("Entries keep their numbers")
    func entry() throws {
        let name = try #require(HumanLoopName("a"))
        var entry = LoopEntry(name: name, settings: 7, line: 5_000_000, column: 65_536, source: 2, rule: 0)
        #expect(entry.settings == 7)
        #expect(entry.line == 5_000_000)
        #expect(entry.column == 65_536)
        #expect(entry.source == 2)
        #expect(entry.rule == 0)
        entry.rule = nil
        #expect(entry.rule == nil)
        #expect(MemoryLayout<LoopEntry>.stride <= 56)
    }
}
