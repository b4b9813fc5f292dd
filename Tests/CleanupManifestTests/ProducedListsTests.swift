import HumanLoops
import Testing
import YAML

@testable import CleanupManifest

/// Lists as programs print them: the AWS CLI, jq, spreadsheets, shells.
@Suite struct ProducedListsTests {
    /// A row of `aws sagemaker-a2i-runtime list-human-loops --output text` as far as the name.
    private static let row: String =
        "HUMANLOOPSUMMARIES\t2026-11-20T10:00:00.250000+00:00\tarn:aws:sagemaker:us-east-1:123456789012:"
        + "flow-definition/invoice-review\t"
    /// The same with a failure reason in it.
    private static let failedRow: String =
        Self.row.replacing("+00:00\t", with: "+00:00\tnot rendered # line 3\ta tab\t")

    /// A page as the AWS CLI prints it.
    private static func page(_ names: String..., ending: String = "") -> String {
        let rows = names.map { "{\"HumanLoopName\": \"\($0)\", \"HumanLoopStatus\": \"Failed\"}" }
        return "{\"HumanLoopSummaries\": [\(rows.joined(separator: ",\n"))]\(ending)}\n"
    }

    /// Lists that are taken: their format, their text, and the names.
    static let takenLists: [(settings: String, text: String, names: String)] = [
        ("json", Self.page("a", "b"), "a b"),
        ("json", Self.page("a", "b", ending: ", \"NextToken\": \"eyJ2IjoxfQ==\"") + Self.page("c"), "a b c"),
        ("json", Self.page("a").replacing("\n", with: "") + Self.page(), "a"),
        ("json", "{\"NextToken\": null, \"HumanLoopSummaries\": [{\"HumanLoopName\": \"a\"}]}", "a"),
        ("json", "[\"a\",\n \"b\"]\n[\"c\"]", "a b c"),
        ("json", "{\n \"HumanLoopName\": \"a\"\n}\n{\n \"HumanLoopName\": \"b\"\n}", "a b"),
        ("json, column: Name", "[{\"Name\": \"a\"}]", "a"),
        ("jsonl", Self.page("a", "b").replacing("\n", with: "") + "\n" + Self.page("c"), "a b c"),
        ("lines", "\(Self.row)a\tInProgress\n\(Self.failedRow)b\tFailed\nNone\n", "a b"),
        ("lines", "\(Self.row)a\tFailed\nNEXTTOKEN\teyJ2IjoxfQ==\n\(Self.row)b\tFailed\n", "a b"),
        ("lines", "a\rb\r\rc", "a b c"),
        ("lines", "a\r\nb\r\n\r\n", "a b"),
        ("csv", "humanloopname;Reason\r\na;x, y\r\n;\r\n;;\r\nb;\r\n", "a b"),
        ("csv", "\u{FEFF}Reason\tHUMANLOOPNAME\nx\ta\n\t\n", "a"),
        ("csv", " HumanLoopName , Reason\n a , \"x, y\" \n\n  \nb,", "a b"),
        ("csv", "sep=;\r\nHumanLoopName;Reason\r\na;x\r\n", "a"),
        ("csv", "\"sep=|\"\nReason|HumanLoopName\nx|a\n", "a"),
        ("csv", ";;\n;Reason;HumanLoopName\n;x;a\n", "a"),
        ("csv", "Reason, long and short;HumanLoopName;When, if\nx;a;y\n", "a"),
        ("csv", "HumanLoopName\ra\rb\r", "a b"),
        ("csv, column: loop name", "\u{FEFF}Loop Name;Reason\r\na;duplicate\r\n;\r\n", "a"),
        ("csv, column: name", "Name,name\nx,a\n", "a"),
    ]

    @Test("What programs print is taken, in pieces of any size", arguments: takenLists)
    func taken(settings: String, text: String, names: String) throws {
        for pieceSize in [1, 3, 4_096] {
            let lists = MemoryLists(texts: ["more": text], pieceSize: pieceSize)
            let decoding = try ManifestText("", loops: "loopsFrom: [{file: more, format: \(settings)}]")
                .decoded(lists: lists)
            let manifest = try #require(decoding.manifest, "\(decoding.diagnostics)")
            #expect(manifest.loops.map(\.name.rawValue).joined(separator: " ") == names)
            #expect(decoding.diagnostics.isEmpty)
        }
    }

    /// Lists that are one page of several, and where they say so.
    static let unfinishedLists: [(format: String, text: String, place: String)] = [
        ("json", Self.page("a", ending: ", \"NextToken\": \"eyJ2IjoxfQ==\""), "1:106"),
        ("jsonl", Self.page("a", ending: ", \"NextToken\": \"eyJ2IjoxfQ==\""), "1:106"),
        ("lines", "\(Self.row)a\tFailed\nNEXTTOKEN\teyJ2IjoxfQ==\n", "2:1"),
    ]

    @Test("A page of several is taken, with a warning that there are more loops", arguments: unfinishedLists)
    func unfinished(format: String, text: String, place: String) throws {
        let lists = MemoryLists(texts: ["more": text])
        let decoding = try ManifestText("", loops: "loopsFrom: [{file: more, format: \(format)}]").decoded(lists: lists)
        #expect(decoding.manifest?.loops.map(\.name.rawValue) == ["a"])
        let warnings = decoding.diagnostics.map { "\($0.code.rawValue) \($0.position.line):\($0.position.column)" }
        #expect(warnings == ["W004 \(place)"])
    }

    /// Lists that are refused: their first problem, and the help for it.
    static let refusedLists: [(settings: String, text: String, problem: String, help: String?)] = [
        (
            "lines", "a\tb\tc\n", "E035 1:1 the line must be a human loop's name: no name has a '\\t'",
            "\(ListAdvice.query.help); if these are names, this writes one a line: tr '\\t' '\\n' < more"
        ),
        (
            "lines", String(repeating: "loop-1 ", count: 1_000), "E063 1:1 the line holds more than one name",
            "if these are names, this writes one a line: tr ' ' '\\n' < more"
        ),
        (
            "lines", "\(Self.row)a\n", "E063 1:1 this row of the AWS CLI does not end with a name and a status",
            ListAdvice.query.help
        ),
        (
            "lines", "\(Self.row)None\tFailed\n",
            "E035 1:125 the name is 'None', which programs print for nothing", "remove it"
        ),
        (
            "lines", "x\n| HumanLoopName |\n",
            "E035 2:1 the line must be a human loop's name: no name has a '|'", ListAdvice.query.help
        ),
        (
            "lines", "{\n", "E035 1:1 the line must be a human loop's name: no name has a '{'",
            "this looks like JSON, the format is json"
        ),
        (
            "lines", "\"a\"\n", "E035 1:1 the line must be a human loop's name: no name has a '\"'",
            "for one JSON string a line, the format is jsonl"
        ),
        (
            "lines", "HumanLoopName\na\n", "E035 1:1 the line must be a human loop's name: 'H' is upper case",
            "a table with a header is of the format csv, with the 'column' that has the names"
        ),
        (
            "lines", "a\nnull\nc", "E035 2:1 the line is 'null', which programs print for nothing",
            "remove it; a loop of this name can be named in 'loops', in quotes"
        ),
        ("lines", "N/A\n", "E035 1:1 the line is 'N/A', which programs print for nothing", "remove it"),
        (
            "csv", "HumanLoopName\nnan\n", "E035 2:1 'HumanLoopName' is 'nan', which programs print for nothing",
            "remove it; a loop of this name can be named in 'loops', in quotes"
        ),
        ("json", "[\"undefined\"]", "E035 1:2 an item is 'undefined', which programs print for nothing", nil),
        (
            "json", Self.page("a") + "{\"HumanLoopSummaries\": [{\"HumanLoopName\": null}]}",
            "E063 2:43 'HumanLoopSummaries[0].HumanLoopName' must be a text (is null)", nil
        ),
        (
            "json", "[{\"status\": \"x\", \"humanLoopName\": \"a\"}]",
            "E063 1:2 this object has no 'HumanLoopName'", "did you mean 'column: humanLoopName'?"
        ),
        (
            "json", "{\"HumanLoopSummaries\": null}", "E063 1:24 'HumanLoopSummaries' must be an array (is null)", nil
        ),
        (
            "json", "{\"loops\": [\"a\"]}", "E063 1:1 this object has neither 'HumanLoopSummaries' nor 'HumanLoopName'",
            "if 'loops' is the list, this prints it: jq .loops < more"
        ),
        (
            "json", "loop-1\n", "E065 1:1 a JSON list begins with '[' or '{'",
            "for one name a line, the format is lines"
        ),
        (
            "json", "\"a\"\n\"b\"\n", "E065 1:1 a JSON list begins with '[' or '{'",
            "for one JSON string a line, the format is jsonl"
        ),
        (
            "jsonl", "[\n\"a\"]", "E065 1:2 a value is missing here",
            "this looks like JSON, the format is json"
        ),
        ("jsonl", "a\n", "E065 1:1 text must be in double quotes", "for one name a line, the format is lines"),
        (
            "csv", "Loop Name;Reason\na;x\n",
            "E063 1:1 the header has no column 'HumanLoopName': it has 'Loop Name', 'Reason'",
            "did you mean 'column: Loop Name'?"
        ),
        (
            "csv", "sep=;\r\nname;reason\r\na;x\r\n",
            "E063 1:1 the header has no column 'HumanLoopName': it has 'name', 'reason'", "did you mean 'column: name'?"
        ),
        (
            "csv", "id\tHuman_Loop-Name\t7\n1\ta\t\n",
            "E063 1:1 the header has no column 'HumanLoopName': it has 'id', 'Human_Loop-Name', 1 more",
            "did you mean 'column: Human_Loop-Name'?"
        ),
        (
            "csv", "loop-1\nloop-2\n", "E063 1:1 the header has no column 'HumanLoopName'",
            "a list without a header is of the format lines"
        ),
        (
            "csv", "hunter2!\n", "E063 1:1 the header has no column 'HumanLoopName'",
            "say which column has the names: 'column'"
        ),
        (
            "csv", "HumanLoopName,humanloopname,HumanLoopName\n",
            "E063 1:29 the header names the column 'HumanLoopName' twice", nil
        ),
        (
            "csv", "HumanLoopName;x\na;b;c\n", "E063 2:1 this row has 3 values for 2 columns",
            "put a value that holds a semicolon into quotes"
        ),
    ]

    @Test("What is no list is refused, with a help that works", arguments: refusedLists)
    func refused(settings: String, text: String, problem: String, help: String?) throws {
        let diagnostic = try #require(try Self.diagnostics(of: Array(text.utf8), settings).first)
        let place = "\(diagnostic.position.line):\(diagnostic.position.column)"
        #expect("\(diagnostic.code.rawValue) \(place) \(diagnostic.message)" == problem)
        if let help { #expect(diagnostic.help == help) }
    }

    /// Beginnings of files that are not UTF-8, and what is said of each.
    static let encodings: [(bytes: [UInt8], message: String, help: String)] = [
        ([0xFF, 0xFE, 0x61, 0], "the list is UTF-16, not UTF-8", "iconv -f UTF-16 -t UTF-8 < more"),
        ([0xFE, 0xFF, 0, 0x61], "the list is UTF-16, not UTF-8", "iconv -f UTF-16 -t UTF-8 < more"),
        ([0x61, 0, 0x0A, 0], "the list is UTF-16 without a byte order mark", "iconv -f UTF-16LE -t UTF-8 < more"),
        ([0, 0x61, 0, 0x0A], "the list is UTF-16 without a byte order mark", "iconv -f UTF-16BE -t UTF-8 < more"),
        ([0xFF, 0xFE, 0, 0], "the list is UTF-32, not UTF-8", "iconv -f UTF-32 -t UTF-8 < more"),
        ([0x1F, 0x8B, 8, 0], "the list is compressed with gzip", "gzip -dc < more"),
        ([0x50, 0x4B, 3, 4], "the list is a ZIP archive, such as a workbook", "save the sheet as CSV in UTF-8"),
    ]

    @Test("A list of another encoding is named as such, with the command that converts it", arguments: encodings)
    func encoding(bytes: [UInt8], message: String, help: String) throws {
        for format in LoopListFormat.allCases {
            let diagnostics = try Self.diagnostics(of: bytes, format.rawValue)
            #expect(diagnostics.map(\.message) == [message])
            #expect(diagnostics.first?.help?.hasSuffix(help) ?? false)
        }
    }

    @Test("Of standard input the command is a filter")
    func filter() throws {
        let lists = MemoryLists(texts: ["-": "a b"])
        let decoding = try ManifestText("", loops: "loopsFrom: [{file: '-', format: lines}]").decoded(lists: lists)
        #expect(decoding.diagnostics.first?.help == "if these are names, this writes one a line: … | tr ' ' '\\n'")
    }

    /// The problems of a list.
    private static func diagnostics(of bytes: [UInt8], _ settings: String) throws -> [Diagnostic] {
        var lists = MemoryLists()
        lists.bytes["more"] = bytes
        return try ManifestText("", loops: "loopsFrom: [{file: more, format: \(settings)}]")
            .decoded(lists: lists).diagnostics
    }
}
