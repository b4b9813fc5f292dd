import CleanupManifest
import TestSupport
import Testing
import YAML

/// One good manifest, spoilt in every way that a tired person would: each fault is told by its code and place.
@Suite struct BadManifestTests {
    /// The list that the manifest names.
    private static let lists = MemoryLists(texts: ["more.txt": "more-1\nmore-2\n"])

    /// What is told of a text: code, line and column of each error.
    private func told(_ text: String) throws -> [String] {
        try ManifestText(whole: text).decoded(lists: Self.lists).diagnostics
            .filter { $0.severity == .error }
            .map { "\($0.code.rawValue) \($0.position.line):\($0.position.column)" }
    }

    @Test("The manifest itself is right")
    func good() throws {
        #expect(try told(BadManifest.good) == [])
    }

    @Test("A fault is told with its code, at its line and column", arguments: BadManifest.table)
    func fault(_ fault: BadManifest) throws {
        let expected = "\(fault.code) \(fault.line + fault.offset):\(fault.column)"
        #expect(try told(fault.whole) == [expected])
    }

    @Test("The corpus has at least eighty faults, each another")
    func size() {
        #expect(BadManifest.table.count >= 80)
        #expect(Set(BadManifest.table.map(\.testDescription)).count == BadManifest.table.count)
    }

    @Test(
        "Faults that are put anywhere into a manifest are all told, each on its line",
        arguments: 1...40 as ClosedRange<UInt64>
    )
    func seeded(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let faults = RandomFault.allCases
        for _ in 0..<25 {
            var lines = BadManifest.good.split(separator: "\n" as Character).map(String.init)
            var expected: [String] = []
            // Comments and blank lines move the lines without changing the manifest.
            for _ in 0..<Int.random(in: 0...6, using: &generator) {
                let index = Int.random(in: 0...lines.count, using: &generator)
                lines.insert(["# a comment", "", "    # another"].randomElement(using: &generator) ?? "", at: index)
            }
            for fault in faults.shuffled(using: &generator).prefix(Int.random(in: 1...4, using: &generator)) {
                guard let index = fault.spoil(&lines) else { continue }
                expected.append("\(fault.code) \(index + 1)")
            }
            let found = try told(lines.joined(separator: "\n")).map { $0.split(separator: ":" as Character)[0] }
            #expect(Set(found.map(String.init)) == Set(expected), "seed \(seed):\n\(lines.joined(separator: "\n"))")
        }
    }
}
