import Testing

@testable import YAML

/// Where and how text that is no YAML is refused.
@Suite struct YAMLSyntaxErrorTests {
    /// A text, libyaml's word for what is wrong, and where.
    static let texts: [(text: String, problem: String, line: Int, column: Int)] = [
        ("a: 'b\nc: d\n", "found unexpected end of stream", 3, 1),
        ("a: b: c", "mapping values are not allowed in this context", 1, 5),
        ("a:\n\tb: c", "found character that cannot start any token", 2, 1),
        ("a: @b", "found character that cannot start any token", 1, 4),
        ("a: 1\n b: 2", "mapping values are not allowed in this context", 2, 3),
        ("a:\n  b: 1\n c: 2", "did not find expected key", 3, 2),
        ("]", "did not find expected node content", 1, 1),
        ("{a: 1", "did not find expected ',' or '}'", 2, 1),
    ]

    @Test("A syntax error tells its place", arguments: texts)
    func places(text: String, problem: String, line: Int, column: Int) throws {
        let error = try #require(YAMLEventReader.all(MemoryByteSource(text)).error)
        guard case .syntax(let syntax) = error else {
            Issue.record("\(error) is no syntax error")
            return
        }
        #expect(syntax.problem == problem)
        #expect([syntax.problemMark.line, syntax.problemMark.column] == [line, column])
    }

    @Test("An unclosed quote tells where it was opened, and a bad character which it is")
    func details() throws {
        guard case .syntax(let quote)? = YAMLEventReader.all(MemoryByteSource("a:\n  - 'b")).error,
            case .syntax(let character)? = YAMLEventReader.all(MemoryByteSource("a: `b`")).error
        else {
            Issue.record("no syntax errors")
            return
        }
        #expect(quote.context == "while scanning a quoted scalar")
        #expect(quote.contextMark == TextPosition(line: 2, column: 5))
        #expect(quote.character == nil)
        #expect(character.character == "`")
    }

    /// Bytes that are no characters of YAML, the offset of the first bad one, and its place.
    static let bytes: [(bytes: [UInt8], offset: Int, line: Int, column: Int)] = [
        ([0xFF], 0, 1, 1),
        (Array("a: b\nc: ".utf8) + [0xC3, 0x28], 9, 2, 4),
        (Array("a: é\n".utf8) + [0xE2, 0x82], 6, 2, 1),
        (Array("é: ".utf8) + [0x00], 4, 1, 4),
        (Array("# é\r\n\u{85}x: ".utf8) + [0x1B], 11, 3, 4),
        ([0xEF, 0xBB, 0xBF] + Array("a\u{2028}".utf8) + [0xED, 0xA0, 0x80], 7, 2, 1),
        ([0xFF, 0xFE, 0x61, 0x00], 0, 1, 1),
        ([0xFE, 0xFF, 0x00, 0x61], 0, 1, 1),
        (Array(repeating: UInt8(ascii: "#"), count: 100_000) + Array("\nab".utf8) + [0x07], 100_003, 2, 3),
    ]

    @Test("A byte that is no character is told by its offset and its place", arguments: bytes)
    func badBytes(bytes: [UInt8], offset: Int, line: Int, column: Int) throws {
        let error = try #require(YAMLEventReader.all(MemoryByteSource(bytes)).error)
        guard case .syntax(let syntax) = error else {
            Issue.record("\(error) is no syntax error")
            return
        }
        #expect(syntax.stage == .reader)
        #expect(syntax.byteOffset == offset)
        #expect([syntax.problemMark.line, syntax.problemMark.column] == [line, column])
    }
}
