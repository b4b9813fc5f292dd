import Testing

@testable import YAML

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
        var count = 0
        while true {
            let words = reader.nextWords(3)
            count += words.count
            for word in words { #expect(try word.event == plain.next()) }
            guard words.isEmpty else { continue }
            let event = try reader.next()
            #expect(try event == plain.next())
            if event == nil { break }
        }
        #expect(count == (isWord ? 1 : 0))
    }

    @Test("A word keeps to the limit of scalars")
    func limit() throws {
        var reader = YAMLEventReader(MemoryByteSource("- abc"), limits: YAMLLimits(scalarBytes: 2))
        #expect(throws: YAMLReadError.self) {
            while try reader.next() != nil { _ = reader.nextWords(9) }
        }
    }

    @Test("Words come up to the number asked for, then the rest of the stream")
    func runs() throws {
        var reader = YAMLEventReader(MemoryByteSource("[a, b, c, 'd', e"))
        for _ in 0..<3 { _ = try reader.next() }
        #expect(reader.nextWords(2).map(\.text) == ["a", "b"])
        #expect(reader.nextWords(2).map(\.text) == ["c"])
        #expect(reader.nextWords(2).isEmpty)
        #expect(try reader.next()?.content == .scalar(YAMLScalar(text: "d", style: .singleQuoted)))
        #expect(reader.nextWords(2).map(\.text) == ["e"])
        #expect(throws: YAMLReadError.self) { try reader.next() }
        #expect(try reader.next() == nil)
    }
}
