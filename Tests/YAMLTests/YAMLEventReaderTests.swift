import Testing

@testable import YAML

/// The events and marks of well-formed text.
@Suite struct YAMLEventReaderTests {
    /// A text, and the events between the start and the end of its only document.
    static let documents: [(text: String, events: [String])] = [
        ("a: 1", ["+MAP", "=VAL :a", "=VAL :1", "-MAP"]),
        ("[yes, 'no', \"1e5\"]", ["+SEQ", "=VAL :yes", "=VAL 'no", "=VAL \"1e5", "-SEQ"]),
        ("a: |\n  b\n  c\n", ["+MAP", "=VAL :a", "=VAL |b\\nc\\n", "-MAP"]),
        ("a: >-\n  b\n  c\n", ["+MAP", "=VAL :a", "=VAL >b c", "-MAP"]),
        ("- &x !!str 1\n- *x", ["+SEQ", "=VAL &x <tag:yaml.org,2002:str> :1", "=ALI *x", "-SEQ"]),
        ("&m !t {}", ["+MAP &m <!t>", "-MAP"]),
        ("&s []", ["+SEQ &s", "-SEQ"]),
        ("\"a\\0b\"", ["=VAL \"a\\0b"]),
        ("- b\n  - c\n -d", ["+SEQ", "=VAL :b - c -d", "-SEQ"]),
        ("a:", ["+MAP", "=VAL :a", "=VAL :", "-MAP"]),
        ("\u{FEFF}a: 1\r\nb: 2\r\n", ["+MAP", "=VAL :a", "=VAL :1", "=VAL :b", "=VAL :2", "-MAP"]),
        ("é: 𝄞", ["+MAP", "=VAL :é", "=VAL :𝄞", "-MAP"]),
    ]

    @Test("Events come as they are written, with the scalars' text untouched", arguments: documents)
    func events(text: String, events: [String]) {
        let (all, error) = YAMLEventReader.all(MemoryByteSource(text))
        #expect(error == nil)
        #expect(all.map(\.notation) == ["+STR", "+DOC"] + events + ["-DOC", "-STR"])
    }

    @Test("How a source is cut into pieces changes nothing", arguments: documents)
    func pieces(text: String, events: [String]) {
        let whole = YAMLEventReader.all(MemoryByteSource(text))
        for pieceSize in [1, 2, 3, 7] {
            let pieces = YAMLEventReader.all(ScriptedByteSource(text, pieceSize: pieceSize))
            #expect(pieces.events == whole.events)
            #expect(pieces.error == nil)
        }
    }

    @Test("Lines and columns count from 1, columns in code points, and all kinds of line break")
    func marks() {
        let (events, _) = YAMLEventReader.all(MemoryByteSource("é: 𝄞x\r\nb: 'c'\r# …\u{85}d:\n  - e"))
        let scalars = events.compactMap { event -> String? in
            guard case .scalar(let scalar) = event.content else { return nil }
            return "\(scalar.text) \(event.start.line):\(event.start.column)-\(event.end.line):\(event.end.column)"
        }
        #expect(scalars == ["é 1:1-1:2", "𝄞x 1:4-1:6", "b 2:1-2:2", "c 2:4-2:7", "d 4:1-4:2", "e 5:5-5:6"])
    }

    @Test("A document's directives and markers are told")
    func directives() {
        let (events, _) = YAMLEventReader.all(MemoryByteSource("%YAML 1.1\n%TAG !e! tag:e,\n---\na\n...\n"))
        let expected = YAMLDocumentStart(isImplicit: false, hasVersionDirective: true, hasTagDirectives: true)
        #expect(events.map(\.content).contains(.documentStart(expected)))
        #expect(events.map(\.content).contains(.documentEnd(isImplicit: false)))
    }

    @Test(
        "Text without content is a stream without documents",
        arguments: ["", "\n\n", "# only a comment\n", "\u{FEFF}"]
    )
    func emptyStreams(text: String) {
        let (events, error) = YAMLEventReader.all(MemoryByteSource(text))
        #expect(error == nil)
        #expect(events.map(\.notation) == ["+STR", "-STR"])
    }

    @Test("A source's failure is the error, after the events that came before")
    func sourceFailure() {
        let failure = ByteSourceError(operation: .read, code: 5)
        let (events, error) = YAMLEventReader.all(ScriptedByteSource("- a\n- b\n", failure: failure))
        #expect(error == .source(failure))
        #expect(events.first?.content == .streamStart)
    }

    @Test("After an error the stream is over")
    func errorEndsStream() {
        var reader = YAMLEventReader(MemoryByteSource("a: [\n"))
        #expect(throws: YAMLReadError.self) { while try reader.next() != nil {} }
        #expect(throws: Never.self) { try #expect(reader.next() == nil) }
    }
}
