import Testing
import YAML

/// What a person is told of text that is no YAML.
@Suite struct SyntaxDiagnosticTests {
    /// Texts, and what is said of them.
    static let texts: [(text: String, problem: String)] = [
        ("name: a\n\ttimeout: 1s", "E001 2:1+1 tabs cannot indent YAML"),
        ("nested:\n\tname: a", "E001 2:1+1 tabs cannot indent YAML"),
        ("name: @b", "E001 1:7+1 a plain value cannot begin with '@'"),
        ("name: `b`", "E001 1:7+1 a plain value cannot begin with '`'"),
        ("name: %b", "E001 1:7+1 a plain value cannot begin with '%'"),
        ("items: [*]", "E001 1:9+1 a plain value cannot begin with '*' or '&'"),
        ("name: a: b", "E001 1:8+1 a ':' cannot stand here"),
        ("name: - a", "E001 1:7+1 a list cannot begin in the middle of a line"),
        ("items:\n  - 'a\n  - b\n", "E001 2:5+1 the quote that is opened here is never closed"),
        ("name: \"a", "E001 1:7+1 the quote that is opened here is never closed"),
        ("name: \"\\q\"", "E001 1:8+1 this escape is not known between double quotes"),
        (
            "nested:\n  name: a\n timeout: 1s",
            "E001 3:2+1 no key can begin here: the keys of this mapping begin in column 1"
        ),
        ("name: a\n- b", "E001 2:1+1 no key can begin here: the keys of this mapping begin in column 1"),
        (
            "items:\n  - a\n  b: c",
            "E001 3:3+1 no list item can begin here: the items of this list begin with '-' in column 3"
        ),
        ("name: a\nb\nitems: c", "E001 2:1+1 this line is neither a key with ':' nor a list item"),
        ("items: [a, b\nname: c", "E001 2:5+1 a ',' or ']' is missing here"),
        ("nested: {name: a", "E001 2:1+1 a ',' or '}' is missing here"),
        ("{name: a} b", "E001 1:11+1 the document has ended before this line"),
        ("%YAML 3.0\n---\nname: a", "E001 1:1+1 this version of YAML is not supported"),
        (
            "name: a\u{1B}b",
            "E002 1:8+1 control characters are not allowed in YAML: U+001B (byte 8 of the file)"
        ),
    ]

    @Test("libyaml's words are said for people", arguments: texts)
    func words(text: String, problem: String) throws {
        #expect(try SampleDocument(text).problems.last == problem)
    }

    /// Bytes, and the beginning of what is said of them.
    static let files: [(bytes: [UInt8], problem: String)] = [
        (
            [0x7F, 0x45, 0x4C, 0x46, 0x02, 0x01, 0x00],
            "E002 1:1+1 control characters are not allowed in YAML: U+007F (byte 1"
        ),
        ([0x89, 0x50, 0x4E, 0x47], "E002 1:1+1 the file is not UTF-8: invalid leading UTF-8 octet (byte 1"),
        ([0xFF, 0xFE, 0x61, 0x00], "E002 1:1+1 the file is UTF-16"),
        ([0x61, 0x00, 0x3A, 0x00], "E002 1:2+1 the file is UTF-16"),
        ([0x00, 0x61, 0x00, 0x3A], "E002 1:1+1 the file is UTF-16"),
        (
            Array(repeating: UInt8(ascii: "["), count: 1_048_576),
            "E003 1:65+1 lists and mappings nest deeper than 64 levels"
        ),
        (
            Array("name: ".utf8) + Array(repeating: UInt8(ascii: "a"), count: 70_000),
            "E003 1:7+1 a value is longer than 65536"
        ),
    ]

    @Test("Files that are something else are refused", arguments: files)
    func otherFiles(bytes: [UInt8], problem: String) throws {
        let yaml = DocumentReader(MemoryByteSource(bytes), file: "test.yaml")
        if let root = yaml.root(), var fields = yaml.mapping(root, of: SampleKey.self) { while fields.next() != nil {} }
        let log = try yaml.finish()
        #expect(log.diagnostics.last?.summary.hasPrefix(problem) ?? false)
    }

    @Test("What a mapping or list began with is shown beside the error")
    func related() throws {
        let problems = try SampleDocument("items: [a, b\nname: c").log.diagnostics
        #expect(problems.last?.related == RelatedPlace("the '[' is opened here", at: TextPosition(line: 1, column: 8)))
    }
}
