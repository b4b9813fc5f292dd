@testable import AWSCore
import TestSupport
import Testing

/// XML as AWS writes it, and as nobody should.
@Suite
struct XMLReaderTests {
    /// Reads a text.
    private func read(_ text: String) throws(XMLReadingError) -> XMLElement { try XMLReader.read(Array(text.utf8)) }

    /// Writes an element in a form of one line: its name, its text in brackets, its children in braces.
    private func outline(_ element: XMLElement) -> String {
        let text = element.text.isEmpty ? "" : "[\(element.text)]"
        let children = element.children.map(outline).joined(separator: ",")
        return element.name + text + (children.isEmpty ? "" : "{\(children)}")
    }

    @Test(
        "documents are read",
        arguments: [
            ("<a/>", "a"),
            ("<a />", "a"),
            ("<a></a >", "a"),
            ("\u{FEFF}<a>x</a>", "a[x]"),
            ("<?xml version=\"1.0\"?>\n<!-- x --><a>x</a>\n<!-- y -->", "a[x]"),
            ("<a><b>1</b><b>2</b></a>", "a{b[1],b[2]}"),
            ("<a>x<b/>y</a>", "a[xy]{b}"),
            ("<s:a xmlns:s='urn:x' b = \"&lt;\">x</s:a>", "a[x]"),
            ("<a>&lt;&amp;&gt;&apos;&quot;&#65;&#x1F600;</a>", "a[<&>'\"A😀]"),
            ("<a><![CDATA[<b>&amp;]]]]></a>", "a[<b>&amp;]]]"),
            ("<é.1-x>ü</é.1-x>", "é.1-x[ü]"),
        ]
    )
    func documents(_ text: String, _ outline: String) throws {
        #expect(self.outline(try read(text)) == outline)
    }

    @Test(
        "what is not XML, or more of it than AWS uses, is refused at its place",
        arguments: [
            ("", 0), ("x", 1), ("<a>", 3), ("<a><b></a></b>", 10), ("<a></b>", 7), ("<a/><b/>", 5),
            ("<a/>x", 5), ("</a>", 4), ("<1/>", 1), ("<a", 2), ("<a b/>", 4), ("<a b=c/>", 5), ("<a b='<'/>", 8),
            ("<a b='x/>", 6), ("<a>&nbsp;</a>", 9), ("<a>&#0;</a>", 7), ("<a>&#xD800;</a>", 11), ("<a>&</a>", 4),
            ("<a>&#xFFFF;</a>", 11), ("<a>\u{1}</a>", 4), ("<a><!-- </a>", 7), ("<a><![CDATA[</a>", 12),
            ("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", 2), ("<a>&lt</a>", 6), ("< a/>", 1),
        ]
    )
    func refusals(_ text: String, _ offset: Int) {
        let error = #expect(throws: XMLReadingError.self) { try read(text) }
        #expect(error?.offset == offset, "\(error?.description ?? "")")
    }

    @Test("bytes that are not UTF-8 are refused")
    func encoding() {
        #expect(throws: XMLReadingError(offset: 0, reason: "bytes that are not UTF-8")) {
            try XMLReader.read(Array("<a>".utf8) + [0xFF] + Array("</a>".utf8))
        }
    }

    @Test("elements may stand so deep and no deeper")
    func depth() throws {
        let depth = XMLReader.maximumDepth
        let deep = String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        #expect(try read(deep).name == "a")
        #expect(throws: XMLReadingError.self) { try read("<a>\(deep)</a>") }
    }

    @Test("any text is read or refused")
    func hostile() {
        var generator = SeededGenerator(seed: 7)
        let pieces = ["<", ">", "/", "a", "b", "=", "'", "\"", "&", "#", "x41", ";", "lt", "!--", "-->", "?", " ", "é"]
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...16, using: &generator)
            let text = (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }.joined()
            let result = Result { () throws(XMLReadingError) in try read(text) }
            if case .failure(let error) = result { #expect((0...text.utf8.count).contains(error.offset)) }
        }
    }
}
