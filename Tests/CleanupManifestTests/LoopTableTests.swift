import CleanupManifest
import HumanLoops
import Testing
import YAML

/// What a table gives back of its loops, and what it finds twice.
@Suite struct LoopTableTests {
    /// Which names lists have in order, and which of them come again or come at last.
    static let lists: [(count: Int, extra: [Int], repeated: [Int])] = [
        (1, [0], [0]), (5, [4], [4]), (5, [0], [0]), (20, [7, 30, 3], [7, 3]), (5_000, [5_000, 0], [0]),
        (5_000, [6_000, 5_500, 5_500, 4_999], [5_500, 4_999]),
        (0, [3, 1, 2, 1, 3, 2, 0], [1, 3, 2]),
        (100, Array((0..<100).reversed()), Array((0..<100).reversed())),
        // More names than one group holds, and some of them three times.
        (20_000, [7, 19_999, 7, 20_001, 20_000], [7, 19_999, 7]),
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
        let entry = LoopEntry(name: name, settings: 7, line: 5_000_000, column: 65_536, source: 2, rule: 0)
        #expect(entry.settings == 7)
        #expect(entry.line == 5_000_000)
        #expect(entry.column == 65_536)
        #expect(entry.source == 2)
        #expect(entry.rule == 0)
        #expect(LoopEntry(name: name).rule == nil)
    }

    /// Entries of all kinds of names: one word long, at the edge of two, as long as can be.
    static let entries: [LoopEntry] = ["a", "abcdefgh", "abcdefghi", String(repeating: "z", count: 63), "a-b"]
        .compactMap { HumanLoopName($0) }.enumerated()
        .map { index, name in
            let arn = index % 2 == 0 ? "arn:aws:sagemaker:us-east-1:123456789012:human-loop/\(name)" : nil
            return LoopEntry(
                name: name,
                arn: arn,
                settings: index,
                line: index + 1,
                column: 70_000 + index,
                source: index % 3,
                rule: index > 2 ? index : nil
            )
        }

    @Test("A table gives its loops back as they were put in")
    func roundTrip() {
        let table = LoopTable(Self.entries)
        #expect(Self.entries.count == 5)
        #expect(Array(table) == Self.entries)
        #expect(table == LoopTable(Self.entries))
        #expect(table != LoopTable(Self.entries.dropLast()))
        #expect(table != LoopTable(Self.entries.reversed()))
    }

    @Test("A table longer than its pieces gives every loop back")
    func longTable() throws {
        let names = try (0..<40_000).map { try #require(HumanLoopName("loop-\($0)")) }
        let table = LoopTable(names.map { LoopEntry(name: $0) })
        #expect(table.map(\.name) == names)
    }
}
