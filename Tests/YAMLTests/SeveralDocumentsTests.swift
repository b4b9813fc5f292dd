import Testing
import YAML

/// A file of several documents.
@Suite struct SeveralDocumentsTests {
    /// Files, the names that their documents give, and their problems.
    static let files: [(text: String, names: [String], problems: [String])] = [
        ("name: a", ["a"], []),
        ("name: a\n---\nname: b\n", ["a", "b"], []),
        ("---\n# nothing\n---\nname: a\n---\n---\nname: b\n---\n", ["a", "b"], []),
        // What is left of a document is passed over.
        ("{name: a, nested: {items: [b, {c: [d]}]}}\n---\nname: b", ["a", "b"], []),
        ("name: a\n---\nnmae: b\n", ["a"], ["E021 3:1+4 unknown key 'nmae', did you mean 'name'? (document 2)"]),
        (
            "nmae: a\n---\nname: B\n", [],
            [
                "E021 1:1+4 unknown key 'nmae', did you mean 'name'?",
                "E037 3:7+1 'name' must be a name (is 'B') (document 2)",
            ]
        ),
        ("---\n---\nnmae: a", [], ["E021 3:1+4 unknown key 'nmae', did you mean 'name'?"]),
        ("name: a\n---\nname: @\n", ["a"], ["E001 3:7+1 a plain value cannot begin with '@' (document 2)"]),
        (
            "name: a\n...\n%YAML 1.1\n---\nname: b", ["a", "b"],
            [
                "E011 3:1+5 the directive '%YAML' is not supported (document 2)"
            ]
        ),
        // Anchors are those of their document.
        ("name: &n a\n---\nname: *n\n", ["a"], ["E012 3:7+2 the alias '*n' has no anchor '&n' before it (document 2)"]),
        ("name: &n a\n---\nname: &n b\n", ["a", "b"], []),
    ]

    @Test("Document after document is read, and later ones are named", arguments: files)
    func documents(text: String, names: [String], problems: [String]) throws {
        let yaml = DocumentReader(text: text)
        var read: [String] = []
        var root = yaml.root()
        while let document = root {
            var fields = yaml.mapping(document, of: SampleKey.self)
            while let field = fields?.next() {
                if field.key == .name, let name = yaml.value(field.value, as: .label("a name")) { read.append(name) }
            }
            root = yaml.nextRoot()
        }
        #expect(read == names)
        #expect(try yaml.finish().diagnostics.map(\.summary) == problems)
    }
}
