import Testing
import YAML

/// What is read of a document, and what is said of the rest.
@Suite struct DocumentReaderTests {
    /// Texts without problems, and what is read of them.
    static let documents: [(text: String, values: [String])] = [
        ("name: a", ["name=a"]),
        ("{name: a, timeout: 30m}", ["name=a", "timeout=30m"]),
        ("name: 'null'\nitems: [yes, 1e5, \"\"]", ["name=null", "item=yes", "item=1e5", "item="]),
        ("nested:\n  nested: {name: c}\n  name: b\nname: a", ["nested.nested.name=c", "nested.name=b", "name=a"]),
        ("x-notes: &no {? [a] : *no, <<: !t b}\nname: a", ["name=a"]),
        ("items: [{a: [1, 2]}, [[]], b]\nname: a", ["item=b", "name=a"]),
        ("\u{FEFF}---\r\nname: a\r\n...\r\n", ["name=a"]),
        ("---\n---\nname: a\n---\n", ["name=a"]),
    ]

    @Test("Values are read by the schema, and what is not asked for is passed over", arguments: documents)
    func values(text: String, values: [String]) throws {
        let document = try SampleDocument(text)
        #expect(document.values == values)
        #expect(document.problems == [])
    }

    /// Texts with one problem, which does not keep the rest from being read.
    static let problems: [(text: String, problem: String)] = [
        ("nmae: b\nname: a", "E021 1:1+4 unknown key 'nmae', did you mean 'name'?"),
        ("zzz: {q: [1]}\nname: a", "E021 1:1+3 unknown key 'zzz'"),
        ("'<<': b\nname: a", "E021 1:1+4 unknown key '<<'"),
        ("\"a\\e[31m\": b\nname: a", "E021 1:1+9 unknown key 'a\\u{1B}[31m'"),
        ("name: a\nname: b", "E022 2:1+4 'name' is given twice"),
        ("name: a\nlater: [b]", "E024 2:1+5 'later' is not supported yet"),
        ("<<: {name: b}\nname: a", "E014 1:1+2 merge keys ('<<') are not supported"),
        ("? [b]\n: c\nname: a", "E015 1:3+1 a key must be a single value (is a sequence)"),
        ("? {b: c}\nname: a", "E015 1:3+1 a key must be a single value (is a mapping)"),
        ("name: a\nitems: *x", "E012 2:8+2 the alias '*x' has no anchor '&x' before it"),
        ("*x : b\nname: a", "E012 1:1+2 the alias '*x' has no anchor '&x' before it"),
        ("name: a\nitems: [*x, &x b]", "E012 2:9+2 the alias '*x' has no anchor '&x' before it"),
        ("name: a\nitems: &x [b, *x]", "E017 2:15+2 the alias '*x' is inside the value that it repeats"),
        (
            "name: a\nnested: &x {name: b, nested: {nested: *x, name: c}}",
            "E017 2:39+2 the alias '*x' is inside the value that it repeats"
        ),
        ("name: &x a\nitems: [&x b]", "E018 2:9+2 the anchor '&x' is given twice"),
        ("x-a: [&x b, &x c]\nname: a", "E018 1:13+2 the anchor '&x' is given twice"),
        ("x-a: &x {name: b}\nname: a\nnested: {<<: *x, name: c}", "E014 3:10+2 merge keys ('<<') are not supported"),
        ("name: !e a", "E013 1:7+1 tags ('!e') are not supported"),
        ("nested: !!map {name: b}\nname: a", "E013 1:9+1 tags ('tag:yaml.org,2002:map') are not supported"),
        ("name: a\nitems: b", "E020 2:8+1 'items' must be a sequence (is a single value)"),
        ("name: a\nitems:", "E020 2:7+1 'items' must be a sequence (is empty)"),
        ("name: a\nitems: {b: c}", "E020 2:8+1 'items' must be a sequence (is a mapping)"),
        ("name: a\nnested: [b]", "E020 2:9+1 'nested' must be a mapping (is a sequence)"),
        ("name: a\nnested: ~", "E020 2:9+1 'nested' must be a mapping (is null)"),
        ("name: a\ntimeout: [b]", "E020 2:10+1 'timeout' must be a single value (is a sequence)"),
        ("name: a\ntimeout: {b: c}", "E020 2:10+1 'timeout' must be a single value (is a mapping)"),
        ("name: a\ntimeout: ", "E025 2:9+1 'timeout' is empty"),
        ("name: a\ntimeout: null", "E025 2:10+4 'timeout' is null, which is nothing in YAML"),
        ("name: a\ntimeout: ${T}", "E016 2:10+4 'timeout' asks for a variable (is '${T}')"),
        ("name: a\ntimeout: 3\n  0s", "E026 2:10+1 'timeout' runs over 2 lines and reads as '3 0s'"),
        ("name: a\ntimeout: 30", "E030 2:10+2 'timeout' must be a duration such as 30m (is '30')"),
        ("nested: {name: b}", "E023 1:1+1 'name' is missing"),
        ("%YAML 1.1\n---\nname: a", "E011 1:1+5 the directive '%YAML' is not supported"),
        ("%TAG ! tag:x,1:\n---\nname: a", "E011 1:1+4 the directive '%TAG' is not supported"),
        (
            "name: a\n---\nname: b\n---\nc",
            "E010 2:1+3 a second document begins here: this file may hold one"
        ),
        ("[name, a]", "E020 1:1+1 the document must be a mapping (is a sequence)"),
        ("name", "E020 1:1+4 the document must be a mapping (is a single value)"),
        ("--- ~\n", "E020 1:5+1 the document must be a mapping (is null)"),
        ("---\n", "E004 1:1+1 the file holds no document"),
        ("---\n---\n# nothing\n", "E004 1:1+1 the file holds no document"),
        ("", "E004 1:1+1 the file holds no document"),
        ("# only a comment\n", "E004 1:1+1 the file holds no document"),
    ]

    @Test("A problem is told with its code, place and length", arguments: problems)
    func problem(text: String, problem: String) throws {
        let document = try SampleDocument(text)
        #expect(document.problems == [problem])
        #expect(document.log.hasErrors)
    }

    @Test("All problems come in one pass, in the order of the file")
    func allProblems() throws {
        let document = try SampleDocument("timeout: x\nnested: {timeuot: 1s, timeout: 2s}\nitems: 3")
        #expect(
            document.problems == [
                "E023 1:1+1 'name' is missing",
                "E030 1:10+1 'timeout' must be a duration such as 30m (is 'x')",
                "E023 2:9+1 'name' is missing",
                "E021 2:10+7 unknown key 'timeuot', did you mean 'timeout'?",
                "E020 3:8+1 'items' must be a sequence (is a single value)",
            ]
        )
        #expect(document.values == ["nested.timeout=2s"])
    }

    @Test("Of a repeated key, the first place is shown and the first value taken")
    func repeatedKey() throws {
        let document = try SampleDocument("name: a\nitems: []\nname: b")
        #expect(document.values == ["name=a"])
        #expect(document.log.diagnostics.first?.related?.position == TextPosition(line: 1, column: 1))
    }

    @Test("Nothing is said of what follows text that is no YAML")
    func syntaxErrorIsLast() throws {
        let document = try SampleDocument("nmae: b\nitems: [\n")
        #expect(document.problems.count == 2)
        #expect(document.problems.first?.hasPrefix("E021") ?? false)
        #expect(document.problems.last?.hasPrefix("E001") ?? false)
    }

    @Test("A hundred problems are kept, the others counted")
    func cap() throws {
        let document = try SampleDocument((1...314).map { "y\($0): 1\n" }.joined() + "name: a")
        #expect(document.problems.count == 100)
        #expect(document.log.errorCount == 314)
        #expect(document.log.omittedErrors == 214)
    }

    @Test("A file that cannot be read to its end is no diagnostic")
    func sourceError() throws {
        let yaml = DocumentReader(try FileByteSource(path: "/"), file: "/")
        #expect(yaml.root() == nil)
        #expect(throws: ByteSourceError.self) { try yaml.finish() }
    }

    @Test("Reading on after the end of a collection gives nothing")
    func ended() throws {
        let yaml = DocumentReader(text: "items: [a]\nname: b")
        let root = try #require(yaml.root())
        var fields = try #require(yaml.mapping(root, of: SampleKey.self))
        let items = try #require(fields.next().flatMap { yaml.sequence($0.value) })
        #expect(items.next()?.text == "a")
        #expect(items.next() == nil)
        #expect(items.next() == nil)
        #expect(fields.next()?.key == .name)
        #expect(fields.next() == nil)
        #expect(fields.next() == nil)
        #expect(try yaml.finish().diagnostics == [])
    }
}
