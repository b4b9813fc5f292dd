import Testing

@testable import YAML

/// What aliases read as, and how much of them.
@Suite struct AliasTests {
    /// Texts whose aliases are followed, and what is read of them.
    static let aliases: [(text: String, values: [String])] = [
        ("items: [&x b, *x, *x]\nname: a", ["item=b", "item=b", "item=b", "name=a"]),
        ("name: &x a\nnested: {name: *x}", ["name=a", "nested.name=a"]),
        ("x-t: &t 5m\nname: a\ntimeout: *t", ["name=a", "timeout=5m"]),
        ("x-n: &n {name: b, timeout: 1s}\nname: a\nnested: *n", ["name=a", "nested.name=b", "nested.timeout=1s"]),
        ("x-n: &n {? &k name : b}\n*k : a\nnested: *n", ["name=a", "nested.name=b"]),
        (
            "x-i: &i [b, c]\nname: a\nitems: *i\nnested: {name: d, items: *i}",
            [
                "name=a", "item=b", "item=c", "nested.name=d", "nested.item=b", "nested.item=c",
            ]
        ),
        // An alias inside an anchored node, and one in a node that is passed over.
        (
            "x-a: &a b\nx-n: &n {name: c, items: [*a, d]}\nname: a\nnested: *n",
            [
                "name=a", "nested.name=c", "nested.item=b", "nested.item=d",
            ]
        ),
        ("x-i: &i [[b, c], d]\nitems: *i\nname: a", ["item=d", "name=a"]),
        ("x-a: [*unknown, &s [*s]]\nname: a", ["name=a"]),
    ]

    @Test("An alias reads as the node of its anchor", arguments: aliases)
    func followed(text: String, values: [String]) throws {
        let document = try SampleDocument(text)
        #expect(document.values == values)
        #expect(document.problems == [])
    }

    @Test("A problem of repeated text is told once, where it is written, and shows the alias")
    func problem() throws {
        let document = try SampleDocument("x-n: &n {nmae: b, name: c}\nname: a\nnested: {nested: *n, name: d}")
        #expect(document.problems == ["E021 1:10+4 unknown key 'nmae', did you mean 'name'?"])
        let related = document.log.diagnostics.first?.related
        #expect(related == RelatedPlace("repeated by the alias here", at: TextPosition(line: 3, column: 18)))
    }

    @Test("A node of the wrong kind is pointed at by its alias")
    func wrongKind() throws {
        let document = try SampleDocument("x-n: &n [b]\nname: a\nnested: *n")
        #expect(document.problems == ["E020 3:9+2 'nested' must be a mapping (is a sequence)"])
    }

    @Test("Exponential text ends at the limit, in bounded time and memory")
    func billionLaughs() throws {
        var text = "x-0: &l0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
        for level in 1...28 {
            let alias = "*l\(level - 1)"
            text += "x-\(level): &l\(level) [\(Array(repeating: alias, count: 10).joined(separator: ", "))]\n"
        }
        #expect(text.utf8.count < 2_048)
        // Nobody reads into the nested lists, so that the bomb does not even go off.
        #expect(try SampleDocument(text + "name: a\nitems: *l28").problems == [])
        let yaml = DocumentReader(text: text + "items: *l28")
        let root = try #require(yaml.root())
        var fields = try #require(yaml.mapping(root, of: SampleKey.self))
        let next = fields.next()
        let field = try #require(next)
        var lists = [try #require(yaml.sequence(field.value))]
        var count = 0
        while let list = lists.last {
            guard let item = list.next() else {
                lists.removeLast()
                continue
            }
            count += 1
            if case .sequence = item.content { lists.append(try #require(yaml.sequence(item))) }
        }
        #expect(count <= 10_000)
        let log = try yaml.finish()
        #expect(log.errorCount == 1)
        #expect(log.diagnostics.first?.code == .limit)
        #expect(log.diagnostics.first?.position == TextPosition(line: 30, column: 8))
    }

    @Test("What is repeated is counted, and measured against what is written")
    func counted() throws {
        let items = Array(repeating: "*i", count: 9).joined(separator: ", ")
        let text = "x-i: &i {a: [b, c, d, e, f, g, h]}\nname: a\nitems: [\(items)]"
        // 9 repetitions of 10 nodes beside 25 that are written.
        #expect(try problems(text, AliasLimits(nodes: 90, ratio: 4, allowance: 0)) == [])
        let tooMany = "the aliases up to here repeat more than 89 values, or more than 4 times what is written"
        #expect(try problems(text, AliasLimits(nodes: 89, ratio: 4, allowance: 0)) == ["E003 3:41+1 \(tooMany)"])
        let tooDense = "the aliases up to here repeat more than 90 values, or more than 3 times what is written"
        #expect(try problems(text, AliasLimits(nodes: 90, ratio: 3, allowance: 0)) == ["E003 3:33+1 \(tooDense)"])
        #expect(try problems(text, AliasLimits(nodes: 90, ratio: 3, allowance: 90)) == [])
    }

    @Test("A node that is nested too deep by aliases is refused")
    func depth() throws {
        var text = "x-0: &l0 [a]\n"
        for level in 1...9 { text += "x-\(level): &l\(level) [*l\(level - 1)]\n" }
        let yaml = DocumentReader(
            MemoryByteSource(text + "items: *l9"),
            file: "test.yaml",
            limits: YAMLLimits(depth: 8)
        )
        let root = try #require(yaml.root())
        var fields = try #require(yaml.mapping(root, of: SampleKey.self))
        let next = fields.next()
        let field = try #require(next)
        var list = yaml.sequence(field.value)
        while let item = list?.next() { list = yaml.sequence(item) }
        #expect(try yaml.finish().diagnostics.map(\.code) == [.limit])
    }

    @Test("An anchored node that is too large to be kept cannot be repeated")
    func largeNode() throws {
        let text = "x-i: &i [\(Array(repeating: "b", count: 50).joined(separator: ", "))]\nname: a\nitems: *i"
        #expect(try problems(text, AliasLimits(nodes: 10)).count == 1)
        #expect(
            try problems("name: &n a\nx-i: &i [b]\ntimeout: &t 5s", AliasLimits(nodes: 2)) == [
                "E003 3:10+2 there are too many anchors"
            ]
        )
    }

    /// Reads a text whose items are read with all that they hold passed over.
    private func problems(_ text: String, _ limits: AliasLimits) throws -> [String] {
        let yaml = DocumentReader(MemoryByteSource(text), file: "test.yaml")
        yaml.replay = AliasReplay(limits: limits)
        if let root = yaml.root(), var fields = yaml.mapping(root, of: SampleKey.self) {
            while let field = fields.next() {
                guard field.key == .items, let items = yaml.sequence(field.value) else { continue }
                while items.next() != nil {}
            }
        }
        return try yaml.finish().diagnostics.map(\.summary)
    }
}
