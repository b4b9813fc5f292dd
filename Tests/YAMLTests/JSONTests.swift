import Testing

@testable import YAML

/// What JSON reads as, and where it is none.
@Suite struct JSONTests {
    /// Texts of JSON that are the same in YAML.
    static let common = [
        "{}", "[]", "null", "\"a\"", "12", " {\"a\" : [1, -2.5e+3, true, false, null], \"b\": {\"c\": \"\"}} \n",
        "{\n\t\"a\": \"\\u0041\\n\\t\\\\ \\\"\"\n}\n", "[[], {}, [[{}]]]", "{\"a\": 1, \"a\": 2}",
        "\u{FEFF}{\"é\": \"日本\"}",
        "{\r\n  \"a\": 0\r\n}\r\n", "[0, -0, 10, 0.5, 1E5, 1e-5]", "[\"{\", \"a: b\", \"- c\", \"# d\"]", "",
    ]

    @Test("JSON reads as the same text does in YAML, places and all", arguments: common)
    func sameAsYAML(text: String) throws {
        var json = YAMLEventReader(MemoryByteSource(text), syntax: .json)
        var yaml = YAMLEventReader(MemoryByteSource(text))
        while let event = try yaml.next() {
            let other = try json.next()
            #expect(other?.content == event.content)
            switch event.content {
            // Where the events of a stream and a document without marks of their own are is nothing to rely on.
            case .streamStart, .streamEnd, .documentStart, .documentEnd: break
            default:
                #expect(other?.start == event.start)
                #expect(other?.end == event.end)
            }
        }
        #expect(try json.next() == nil)
    }

    /// Strings that YAML reads otherwise, or not at all, and what they are.
    static let strings: [(text: String, value: String)] = [
        (#""\uD83D\uDE00""#, "\u{1F600}"), (#""\ud83d\ude00x""#, "\u{1F600}x"), (#""\/""#, "/"),
        (#""\u0000""#, "\u{0}"),
        ("\"\(String(repeating: "k", count: 2_000))\"", String(repeating: "k", count: 2_000)),
        (#""\b\f\n\r\t\"\\""#, "\u{8}\u{C}\n\r\t\"\\"), ("\"\u{10FFFF}\"", "\u{10FFFF}"), (#""\uFFFF""#, "\u{FFFF}"),
    ]

    @Test("Strings are read as JSON has them", arguments: strings)
    func string(text: String, value: String) throws {
        var reader = YAMLEventReader(MemoryByteSource(text), syntax: .json)
        var values: [String] = []
        while let event = try reader.next() {
            if case .scalar(let scalar) = event.content {
                values.append(scalar.text)
                #expect(scalar.style == .doubleQuoted)
            }
        }
        #expect(values == [value])
    }

    /// Texts that are no JSON: the problem, and its line and column.
    static let bad: [(text: String, problem: String, line: Int, column: Int)] = [
        ("{", "the file ends where a key is missing", 1, 2),
        ("[", "the file ends where a value is missing", 1, 2),
        ("[1", "a ',' or ']' is missing here", 1, 3),
        ("{\"a\": 1\n \"b\": 2}", "a ',' or '}' is missing here", 2, 2),
        ("{\"a\" 1}", "a ':' is missing after the key", 1, 6),
        ("{\"a\":}", "a value is missing here", 1, 6),
        ("{\"a\":1,}", "no ',' may stand before '}'", 1, 7),
        ("[1,\n]", "no ',' may stand before ']'", 1, 3),
        ("[,1]", "a value is missing here", 1, 2),
        ("{a: 1}", "a key must be in double quotes", 1, 2),
        ("{'a': 1}", "a key must be in double quotes", 1, 2),
        ("{1: 1}", "a key must be in double quotes", 1, 2),
        ("['a']", "strings have double quotes in JSON", 1, 2),
        ("[abc]", "text must be in double quotes", 1, 2),
        ("[True]", "text must be in double quotes", 1, 2),
        ("[nul]", "text must be in double quotes", 1, 2),
        ("[trueish]", "text must be in double quotes", 1, 2),
        ("[012345678901]", "a number must not begin with 0: put text in double quotes", 1, 2),
        ("[-]", "a digit is missing here", 1, 3), ("[1.]", "a digit is missing here", 1, 4),
        ("[1e]", "a digit is missing here", 1, 4), ("[+1]", "a value is missing here", 1, 2),
        ("[.5]", "a value is missing here", 1, 2), ("[0x1f]", "a ',' or ']' is missing here", 1, 3),
        ("[NaN]", "text must be in double quotes", 1, 2), ("[-Infinity]", "a digit is missing here", 1, 3),
        ("[1] // c", "the document has ended before this", 1, 5), ("// c\n[1]", "JSON has no comments", 1, 1),
        ("# c", "JSON has no comments", 1, 1), ("{} {}", "the document has ended before this", 1, 4),
        ("{}\n---\n{}", "the document has ended before this", 2, 1), ("]", "a value is missing here", 1, 1),
        ("[1}", "a ',' or ']' is missing here", 1, 3),
        ("[\"a]", "the string that begins here is never closed", 1, 2),
        ("[\"a\nb\"]", "the string that begins here is not closed on its line", 1, 2),
        ("[\"a\tb\"]", "a control character in a string must be an escape such as \\t", 1, 4),
        ("[\"\\x\"]", "this escape is not known in JSON", 1, 3), ("[\"\\", "this escape is not known in JSON", 1, 3),
        ("[\"\\u12\"]", "'\\u' needs four hexadecimal digits", 1, 3),
        ("[\"é\\uD83D\"]", "this is half of a character: a pair such as \\uD83D\\uDE00 is needed", 1, 4),
        ("[\"\\uDE00\"]", "this is half of a character: a pair such as \\uD83D\\uDE00 is needed", 1, 3),
        ("[\"\\uD83Dx\"]", "this is half of a character: a pair such as \\uD83D\\uDE00 is needed", 1, 3),
        ("[\"\\uD83D\\n\"]", "this is half of a character: a pair such as \\uD83D\\uDE00 is needed", 1, 3),
        ("[\"\\uD83D\\u0041\"]", "this is half of a character: a pair such as \\uD83D\\uDE00 is needed", 1, 3),
        ("[\u{A0}1]", "a value is missing here", 1, 2), ("{\"a\": &x 1}", "a value is missing here", 1, 7),
    ]

    @Test("What is no JSON is refused, in words and at its place", arguments: bad)
    func refused(text: String, problem: String, line: Int, column: Int) {
        let error = Self.error(Array(text.utf8))
        guard case .syntax(let error) = error else {
            Issue.record("no error of syntax but \(String(describing: error))")
            return
        }
        #expect(error.problem == problem)
        #expect(error.stage == .json)
        #expect(error.problemMark.line == line)
        #expect(error.problemMark.column == column)
    }

    /// Bytes that are no UTF-8, and which of them is the first bad one.
    static let bytes: [(bytes: [UInt8], offset: Int)] = [
        ([0x5B, 0xFF], 1), ([0x22, 0xC3, 0x22], 1), ([0x22, 0xC0, 0x80, 0x22], 1), ([0x22, 0xED, 0xA0, 0x80, 0x22], 1),
        ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1), ([0x22, 0xE0, 0x80, 0x80, 0x22], 1), ([0x22, 0x61, 0xF0, 0x9F], 2),
        ([0x80], 0),
    ]

    @Test("Bytes that are no UTF-8 are located", arguments: bytes)
    func badBytes(bytes: [UInt8], offset: Int) {
        guard case .syntax(let error) = Self.error(bytes) else {
            Issue.record("no error of syntax")
            return
        }
        #expect(error.stage == .reader)
        #expect(error.byteOffset == offset)
        #expect(error.problemMark == TextPosition(line: 1, column: offset + 1))
    }

    @Test("The limits hold for JSON")
    func limits() {
        let bounds: [(String, YAMLLimits, YAMLLimitError.Bound)] = [
            (String(repeating: "[", count: 100_000), YAMLLimits(), .depth(64)),
            (String(repeating: "{\"a\":", count: 100_000), YAMLLimits(), .depth(64)),
            ("[\"abc\"]", YAMLLimits(scalarBytes: 2), .scalarBytes(2)),
            ("[1234567]", YAMLLimits(scalarBytes: 2), .scalarBytes(2)),
            ("[1, 2, 3]", YAMLLimits(streamBytes: 5), .streamBytes(5)),
        ]
        for (text, limits, bound) in bounds {
            guard case .limit(let error) = Self.error(Array(text.utf8), limits) else {
                Issue.record("no limit for \(text.prefix(20))")
                continue
            }
            #expect(error.bound == bound)
        }
    }

    @Test(
        "A text is taken for JSON when it begins like an object of JSON",
        arguments: [
            ("{\"a\": 1,}", true), ("{\"a\": // b\n1}", true), (" \r\n\t{ }x", true), ("\u{FEFF}{\"a\": 1,}", true),
            ("{a: 1,}", false),
            ("[1,]", false),
            ("{", false), ("", false), ("# {\"a\"", false), ("'a'", false),
        ]
    )
    func detection(text: String, isJSON: Bool) {
        let expected = Self.error(Array(text.utf8), syntax: isJSON ? .json : .yaml)
        #expect(Self.error(Array(text.utf8), syntax: .detected) == expected)
    }

    @Test("A text is read the same whatever pieces it comes in")
    func pieces() throws {
        let text = "{\"é\": [\"\\uD83D\\uDE00日\", -1.5e3, true]}"
        var whole = YAMLEventReader(MemoryByteSource(text), syntax: .json)
        var pieces = YAMLEventReader(ScriptedByteSource(text), syntax: .json)
        while let event = try whole.next() { #expect(try pieces.next() == event) }
    }

    /// Texts of JSON Lines, and the text of each scalar in them or the place of what is wrong with its line.
    static let lines: [(text: [UInt8], found: [String])] = [
        (Array("".utf8), []), (Array("\n \n\r\n".utf8), []), (Array("1\n\"b\"\n".utf8), ["1", "b"]),
        (Array("\u{FEFF}[1,\t2]\r\n\r\n{\"a\":3} ".utf8), ["1", "2", "a", "3"]),
        (Array("[1,\n2]\n3".utf8), ["1", "1:4", "2", "2:2", "3"]),
        (Array("1 2 3\n4\n[\n]\n5".utf8), ["1", "1:3", "4", "3:2", "4:1", "5"]),
        ([0xFF, 0x0A, 0x31, 0x0A, 0x32], ["1:1", "1", "2"]),
        ([0x31, 0x0A, 0xFF, 0xFF, 0x0A, 0x0A, 0xC3, 0x0A, 0x32], ["1", "2:1", "4:1", "2"]),
        ([0x22, 0xE2, 0x0A, 0x31], ["1:2", "1"]),
        (Array("\"abcdefghijk\"\n1234567890".utf8), ["abcdefgh", "12345678"]),
    ]

    @Test("Each line of JSON Lines is a document, and one that is no JSON is passed over", arguments: lines)
    func jsonLines(text: [UInt8], found: [String]) throws {
        let limits = YAMLLimits(scalarBytes: 8, cutsScalars: true)
        var reader = YAMLEventReader(MemoryByteSource(text), limits: limits, syntax: .jsonLines)
        var (told, isBroken) = ([] as [String], false)
        while true {
            do throws(YAMLReadError) {
                if isBroken {
                    isBroken = false
                    try reader.skipLine(atMost: 1_000)
                }
                guard let event = try reader.next() else { break }
                if case .scalar(let scalar) = event.content { told.append(scalar.text) }
            } catch {
                guard case .syntax(let error) = error else { throw error }
                told.append("\(error.problemMark.line):\(error.problemMark.column)")
                isBroken = true
            }
        }
        #expect(told == found)
        #expect(try reader.next() == nil)
    }

    @Test("The rest of a line that goes on and on is not passed over")
    func endlessLine() throws {
        var reader = YAMLEventReader(MemoryByteSource("x\(String(repeating: " ", count: 100))"), syntax: .jsonLines)
        #expect(throws: YAMLReadError.self) { while try reader.next() != nil {} }
        let bound = YAMLLimitError.Bound.scalarBytes(50)
        let error = #expect(throws: YAMLReadError.self) { try reader.skipLine(atMost: 50) }
        guard case .limit(let error) = error else { throw ByteSourceError(operation: .read, code: 0) }
        #expect(error.bound == bound)
    }

    /// Reads bytes to their end.
    ///
    /// - Returns: the error that ends them; nil when there is none.
    private static func error(
        _ bytes: [UInt8],
        _ limits: YAMLLimits = YAMLLimits(),
        syntax: YAMLSyntax = .json
    ) -> YAMLReadError? {
        var reader = YAMLEventReader(MemoryByteSource(bytes), limits: limits, syntax: syntax)
        do {
            while try reader.next() != nil {}
            return nil
        } catch {
            return error
        }
    }
}
