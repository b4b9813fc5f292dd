import Testing
import YAMLEvents

/// Which scalars come in the form that costs least.
@Suite struct YAMLWordTests {
    /// Scalars, and whether they are words.
    static let scalars: [(text: String, isWord: Bool)] = [
        ("- a", true), ("- 日本", true), ("- a b", true), ("- null", true),
        ("- \(String(repeating: "a", count: 63))", true), ("- \(String(repeating: "a", count: 64))", false),
        ("- 'a'", false), ("- \"a\"", false), ("- |\n  a", false), ("-", false), ("- &x a", false), ("- !x a", false),
        ("- a\n  b", false),
    ]

    @Test("A word is a short plain scalar on one line, and the same event as ever", arguments: scalars)
    func word(text: String, isWord: Bool) throws {
        var reader = YAMLEventReader(MemoryByteSource(text))
        var plain = YAMLEventReader(MemoryByteSource(text))
        var words = 0
        while let step = try reader.nextStep() {
            if case .word = step { words += 1 }
            #expect(try step.event == plain.next())
        }
        #expect(words == (isWord ? 1 : 0))
    }

    @Test("A word keeps to the limit of scalars")
    func limit() throws {
        var reader = YAMLEventReader(MemoryByteSource("- abc"), limits: YAMLLimits(scalarBytes: 2))
        #expect(throws: YAMLReadError.self) { while try reader.nextStep() != nil {} }
    }
}
