import HumanLoops
import Testing
import YAML

@testable import CleanupManifest

/// Lists of loops in files of their own.
@Suite struct LoopsFromTests {
    /// The beginning of the ARN of a loop.
    static let arn = "arn:aws:sagemaker:us-east-1:123456789012:human-loop/"

    /// Lists that are all right, and the places of the loops a, b and c.
    static let lists: [(settings: String, text: String, places: String)] = [
        ("lines", "a\nb\nc", "a 1:1, b 2:1, c 3:1"),
        ("lines", "\u{FEFF}a\r\n\r\n# note\r\n\t b  \r\nc # last\r\n", "a 1:1, b 4:3, c 5:1"),
        ("lines", "a\n\(arn)b\n#c\n\nc\n", "a 1:1, b 2:1, c 5:1"),
        ("csv", "HumanLoopName\na\nb\nc\n", "a 2:1, b 3:1, c 4:1"),
        ("csv", "Account,HumanLoopName,Note\r\n1,a,\"x,\"\"y\"\"\nz\"\r\n\r\n2,\"b\",é\r\n3,c,", "a 2:3, b 5:3, c 6:3"),
        ("csv, column: é", "x,é\n1,a\n2,b\n\n3,c", "a 2:3, b 3:3, c 5:3"),
        (
            "jsonl", "\"a\"\n\n{\"HumanLoopName\": \"b\", \"x\": [1, {\"y\": null}]}\r\n  \"\\u0063\"",
            "a 1:1, b 3:19, c 4:3"
        ),
        ("jsonl", "{\"x\": \"\(String(repeating: "é", count: 10_000))\", \"HumanLoopName\": \"a\"}", "a 1:10028"),
        ("json", "[]", ""),
        ("json", "[ \"a\",\n {\"x\": -1.5e3, \"HumanLoopName\":\"b\"}, \"c\" ]\n", "a 1:3, b 2:32, c 2:38"),
        (
            "json, column: n", "[{\"n\":\"\\u0061\"},{\"\\u006e\":\"b\"},{\"z\":\"\\ud83d\\ude00\",\"n\":\"c\"}]",
            "a 1:7, b 1:27, c 1:56"
        ),
    ]

    @Test("Every format is read, in pieces of any size, with the places of its names", arguments: lists)
    func format(settings: String, text: String, places: String) throws {
        for pieceSize in [1, 5, 4_096] {
            let lists = MemoryLists(texts: ["more": text], pieceSize: pieceSize)
            let decoding = try ManifestText("", loops: "loopsFrom: [{file: more, format: \(settings)}]")
                .decoded(lists: lists)
            let manifest = try #require(decoding.manifest, "\(decoding.diagnostics)")
            #expect(manifest.loops.map { "\($0.name) \($0.line):\($0.column)" }.joined(separator: ", ") == places)
            #expect(manifest.loops.allSatisfy { $0.source == 1 })
            #expect(manifest.sources == ["cleanup.yaml", "more"])
            #expect(decoding.diagnostics.map(\.code.rawValue) == (places.isEmpty ? ["W002"] : []))
        }
    }

    /// What is said of a text that goes on and on.
    private static let isNoName = "is neither a name nor an ARN: the list is not read on"
    /// What goes on and on.
    private static let long = String(repeating: "a", count: (1 << 20) + 1)

    /// Lists with one problem, and where and what it is.
    static let problems: [(settings: String, text: String, problem: String)] = [
        ("lines", "a\nB\n", "E035 2:1+1 the line must be a human loop's name: 'B' is upper case (is 'B')"),
        ("lines", "a b\n", "E035 1:1+3 the line must be a human loop's name: no name has a space"),
        ("lines", "root:$6$x:1\n", "E035 1:1+11 the line must be a human loop's name: no name has a ':'"),
        ("csv", "HumanLoopName\na=b\n", "E035 2:1+3 'HumanLoopName' must be a human loop's name: no name has a '='"),
        ("jsonl", "\"a:b\"", "E035 1:1+5 an item must be a human loop's name: no name has a ':'"),
        ("jsonl", "a+b", "E065 1:1+1 text must be in double quotes"),
        ("lines", long, "E061 1:1+1 a text of more than 4096 bytes \(isNoName)"),
        ("csv", long, "E061 1:1+1 a text of more than 1048576 bytes \(isNoName)"),
        (
            "lines", "a\n  \(arn)-\n",
            "E036 2:3+53 the line must be the ARN of a human loop (is '\(arn)-')"
        ),
        (
            "lines", "\u{1B}[2J\n",
            "E035 1:1+4 the line must be a human loop's name: no name has a '\\u{1B}'"
        ),
        ("csv", "Name\na\n", "E063 1:1+1 the header has no column 'HumanLoopName': it has 'Name'"),
        ("csv", "", "E063 1:1+1 the header has no column 'HumanLoopName'"),
        ("csv", "HumanLoopName,HumanLoopName\n", "E063 1:15+1 the header names the column 'HumanLoopName' twice"),
        ("csv", "x,HumanLoopName\n1,a\n2\n", "E063 3:1+1 this row has no 'HumanLoopName': it has 1 of 2 columns"),
        ("csv", "x,HumanLoopName\n1,a,b\n", "E063 2:1+1 this row has 3 values for 2 columns"),
        ("csv", "HumanLoopName\na,b\n", "E063 2:1+1 this row has 2 values for 1 column"),
        ("lines", "Password1\n", "E035 1:1+9 the line must be a human loop's name: 'P' is upper case"),
        ("csv", "x,HumanLoopName\n1,\n", "E035 2:3+1 'HumanLoopName' must be a human loop's name (is empty)"),
        ("csv", "HumanLoopName\na\"b\n", "E064 2:2+1 a quote stands inside a value that does not begin with one"),
        ("csv", "HumanLoopName\n\"a\n\nb", "E064 2:1+1 the quote that is opened here is never closed"),
        (
            "csv", "HumanLoopName\n\"a\"b\n",
            "E064 2:4+1 after a closing quote there must be a comma or the end of the line"
        ),
        ("jsonl", "\"a\"\n{\"name\": \"b\"}\n", "E063 2:1+1 this object has no 'HumanLoopName'"),
        ("jsonl", "\"a\" \"b\"\n\"c\"", "E065 1:5+1 one line holds one value: this is a second one"),
        ("jsonl", "{\"HumanLoopName\":\n", "E065 1:18+1 a value is missing here"),
        ("jsonl", "a\n\"b\"", "E065 1:1+1 text must be in double quotes"),
        ("jsonl", "12", "E063 1:1+1 each item must be a name or an object with it (is a number)"),
        ("json", "\"a\"", "E065 1:1+1 a JSON list begins with '[' or '{'"),
        ("json", "{\"a\": 1}", "E063 1:1+1 this object has neither 'HumanLoopSummaries' nor 'HumanLoopName'"),
        ("json", "[\"a\" \"b\"]", "E065 1:6+1 a ',' or ']' is missing here"),
        ("json", "[\"a\",]", "E065 1:5+1 no ',' may stand before ']'"),
        ("json", "[\"a\"", "E065 1:5+1 a ',' or ']' is missing here"),
        ("json", "[\"a\"] x", "E065 1:7+1 text must be in double quotes"),
        ("json", "[\n\"a]", "E065 2:1+1 the string that begins here is never closed"),
        ("json", "[\"\\x\"]", "E065 1:3+1 this escape is not known in JSON"),
        (
            "json", "[\"\\ud800\"]",
            "E065 1:3+1 this is half of a character: a pair such as \\uD83D\\uDE00 is needed"
        ),
        ("json", "", "E065 1:1+1 a JSON list begins with '[' or '{'"),
        ("json", "loop-1\nloop-2\n", "E065 1:1+1 a JSON list begins with '[' or '{'"),
        ("json", "[[\"a\"], \"b\"]", "E063 1:2+1 each item must be a name or an object with it (is an array)"),
        (
            "jsonl", "\"a\"\n{\"x\": 01}\r\n\n\"b\"",
            "E065 2:7+1 a number must not begin with 0: put text in double quotes"
        ),
        ("jsonl", "{\"x\": \"a\n\"b\"", "E065 1:7+1 the string that begins here is not closed on its line"),
        (
            "jsonl", "{\"HumanLoopName\": \"\(String(repeating: "a", count: 10_000))\"}",
            "E035 1:19+10002 'HumanLoopName' must be a name of at most 63 characters (has 4096)"
        ),
        ("json", "[null, \"a\"]", "E063 1:2+1 each item must be a name or an object with it (is null)"),
        (
            "json", "[{\"HumanLoopName\": 7}]",
            "E063 1:20+1 'HumanLoopName' must be a text (is a number)"
        ),
        (
            "json", "[{\"HumanLoopName\": \"a\", \"HumanLoopName\": \"b\"}]",
            "E063 1:25+1 'HumanLoopName' is given twice"
        ),
        (
            "json", "[{\"x\": \(String(repeating: "[", count: 100))",
            "E065 1:72+1 values nest deeper than 64 levels here"
        ),
    ]

    @Test("A list's problem is told at its place in the list", arguments: problems)
    func problem(settings: String, text: String, problem: String) throws {
        let decoding = try ManifestText("", loops: "loopsFrom: [{file: more, format: \(settings)}]")
            .decoded(file: "jobs/cleanup.yaml", lists: MemoryLists(texts: ["jobs/more": text]))
        let told = decoding.diagnostics.map {
            "\($0.code.rawValue) \($0.position.line):\($0.position.column)+\($0.length) \($0.message)"
        }
        #expect(told == [problem])
        #expect(decoding.diagnostics.map(\.file) == ["jobs/more"])
        #expect(decoding.manifest == nil)
    }

    /// Items of `loopsFrom` with one problem in the manifest; they begin at 4:13.
    static let items: [(item: String, problem: String)] = [
        ("more", "E020 4:13+4 an item of 'loopsFrom' must be a mapping (is a single value)"),
        ("{format: lines}", "E023 4:13+1 'file' is missing"),
        ("{file: more}", "E023 4:13+1 'format' is missing"),
        ("{file: more, format: yaml}", "E033 4:34+4 'format' must be lines, csv, jsonl or json (is 'yaml')"),
        (
            "{file: none, format: lines}",
            "E061 4:20+4 the list 'none': cannot open: No such file or directory"
        ),
        (
            "{file: 'a*', format: lines}",
            "E037 4:20+4 'file' must be the path of one file: no pattern is expanded (is 'a*')"
        ),
        (
            "{file: 's3://b/k', format: lines}",
            "E037 4:20+10 'file' must be a path: no URL is fetched (is 's3://b/k')"
        ),
        ("{file: more, format: lines, column: x}", "E056 4:49+1 'column' has no meaning for lines"),
        (
            "{file: more, format: lines, sha256: 4f0c}",
            "E037 4:49+4 'sha256' must be the 64 hexadecimal digits of a SHA-256 (is '4f0c')"
        ),
        (
            "{file: more, format: lines, sha256: \(MemoryList.digest(5))}",
            "E062 4:49+64 the list 'more' has another SHA-256 (is '\(MemoryList.digest(4))')"
        ),
        ("{file: more, format: lines, onMissing: maybe}", "E033 4:52+5 'onMissing' must be ok or fail (is 'maybe')"),
        (
            "{file: '-', format: lines}, {file: '-', format: csv}",
            "E056 4:48+3 standard input can be read once, and is read for another list"
        ),
    ]

    @Test("What is wrong with the file itself is told where the manifest names it", arguments: items)
    func item(item: String, problem: String) throws {
        let lists = MemoryLists(texts: ["more": "a\nb\n", "-": "c"])
        let decoding = try ManifestText("", loops: "loopsFrom: [\(item)]").decoded(lists: lists)
        let told = decoding.diagnostics.map {
            "\($0.code.rawValue) \($0.position.line):\($0.position.column)+\($0.length) \($0.message)"
        }
        #expect(told == [problem])
        #expect(decoding.diagnostics.map(\.file) == ["cleanup.yaml"])
    }

    @Test("A pinned list is taken, and its loops have its settings")
    func pinned() throws {
        let item = "{file: more, format: lines, sha256: \(MemoryList.digest(4)), reason: why, onInProgress: skip}"
        let decoding = try ManifestText("", loops: "loops: [z]\nloopsFrom: [\(item)]")
            .decoded(lists: MemoryLists(texts: ["more": "a\nb\n"]))
        let manifest = try #require(decoding.manifest)
        #expect(manifest.loops.map(\.settings) == [0, 1, 1])
        #expect(manifest.settings == [LoopSettings(), LoopSettings(reason: "why", onInProgress: .skip)])
    }

    @Test("Standard input is a list, and is called so", arguments: ["-", "/dev/stdin", "cleanup.yaml"])
    func standardInput(file: String) throws {
        let text = ManifestText("metadata: {name: a}", loops: "loopsFrom: [{file: '-', format: lines}]")
        let decoding = try text.decoded(file: file, lists: MemoryLists(texts: ["-": "a\n"]))
        if file != "cleanup.yaml" {
            #expect(decoding.diagnostics.first?.message.hasSuffix("is read for the manifest itself") ?? false)
        } else {
            #expect(decoding.manifest?.sources == ["cleanup.yaml", "<stdin>"])
        }
    }

    @Test("A manifest that is a stream has its lists in the working directory, and is called stdin")
    func stream() throws {
        let text = ManifestText("", loops: "loopsFrom: [{file: more, format: lines}]")
        for file in ["-", "/dev/stdin", "/dev/fd/63", "/proc/self/fd/11"] {
            let decoding = try text.decoded(file: file, lists: MemoryLists(texts: ["more": "a\n"]))
            #expect(decoding.manifest?.name == "stdin")
            #expect(decoding.manifest?.sources == [file == "-" ? "<stdin>" : file, "more"])
            let missing = try text.decoded(file: file, lists: MemoryLists())
            #expect(missing.diagnostics.map(\.help) == ["paths are relative to the working directory"])
        }
    }

    @Test("What nobody sees in a name is named, with its column")
    func invisible() throws {
        for (format, text, column) in [
            ("lines", "a\n  b\u{A0}c", "in column 4"), ("csv", "HumanLoopName\n\"b\u{A0}\"", "in column 3"),
            ("json", "[\"b\u{A0}\"]", "in column 4"), ("json", "[\"b\\u00a0\"]", "in it"),
        ] {
            let lists = MemoryLists(texts: ["more": text])
            let diagnostic = try ManifestText("", loops: "loopsFrom: [{file: more, format: \(format)}]")
                .decoded(lists: lists).diagnostics.first
            #expect(diagnostic?.message.contains("no name has a U+00A0 (NO-BREAK SPACE)") ?? false)
            #expect(diagnostic?.help == "U+00A0 (NO-BREAK SPACE) stands \(column): type it anew")
        }
    }

    @Test("A loop of two files is merged with the same settings, an error with others; both files are shown")
    func repeated() throws {
        let lists = MemoryLists(texts: ["one": "x\na\n", "two": "\n  a\n"])
        for (settings, code) in [("", "W001"), (", reason: other", "E057")] {
            let loops = "loopsFrom: [{file: one, format: lines}, {file: two, format: lines\(settings)}]"
            let decoding = try ManifestText("", loops: loops).decoded(lists: lists)
            let problem = try #require(decoding.diagnostics.first)
            #expect(problem.code.rawValue == code)
            #expect(problem.file == "two" && problem.position == TextPosition(line: 2, column: 3))
            #expect(problem.related?.file == "one" && problem.related?.position == TextPosition(line: 2, column: 1))
            #expect(DiagnosticRenderer().render(problem).contains("\none:2:1: note: first named here\n"))
            #expect((decoding.manifest == nil) == (code == "E057"))
        }
    }

    @Test("A file that is no list is not read to its end")
    func noList() throws {
        let text = String(repeating: "SECRET=x\n", count: 2_000)
        let decoding = try ManifestText("", loops: "loopsFrom: [{file: more, format: lines}]")
            .decoded(lists: MemoryLists(texts: ["more": text]))
        #expect(decoding.log.errorCount == 1_001)
        #expect(!decoding.diagnostics.contains { "\($0)".contains("SECRET") })
    }

    @Test("A list of a hundred thousand names keeps them all")
    func many() throws {
        let text = (0..<100_000).map { "loop-\($0)\n" }.joined()
        let decoding = try ManifestText("", loops: "loopsFrom: [{file: more, format: lines}]")
            .decoded(lists: MemoryLists(texts: ["more": text], pieceSize: 65_536))
        #expect(decoding.manifest?.loops.count == 100_000)
        #expect(decoding.manifest?.loops.last?.line == 100_000)
    }
}
