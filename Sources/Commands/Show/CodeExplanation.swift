import Support

/// What a code of a diagnostic means, how it comes about, and what to do.
struct CodeExplanation: Sendable {
    let code: String
    /// What is wrong, in words that go on after the code.
    let title: String
    let meaning: String
    /// A manifest, a part of one, or a fleet that has the problem; nil where it takes a second file.
    let example: String?
    let remedy: String

    init(_ code: String, _ title: String, _ meaning: String, _ example: String?, _ remedy: String) {
        self.code = code
        self.title = title
        self.meaning = meaning
        self.example = example
        self.remedy = remedy
    }

    /// All of them, in no order.
    static let all = ofText + ofValues + ofManifests

    /// Finds a code, in capitals or not; nil when there is none.
    static func of(_ code: String) -> CodeExplanation? { all.first { $0.code == code.uppercased() } }

    /// Whether text has the form of a code: a letter and three digits.
    static func isCode(_ text: String) -> Bool {
        let bytes = Array(text.uppercased().utf8)
        return bytes.count == 4 && (bytes[0] == UInt8(ascii: "E") || bytes[0] == UInt8(ascii: "W"))
            && bytes[1...].allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// The text for a person.
    func text(in layout: TextLayout) -> [UInt8] {
        var page = TextPage(layout)
        page.paragraph("\(code): \(title)", .strong, hanging: 2)
        page.gap()
        page.paragraph(meaning)
        if let example {
            page.gap()
            page.line("Example", .strong)
            for line in example.split(separator: "\n" as Character) { page.command(String(line), indent: 2) }
        }
        page.gap()
        page.line("What to do", .strong)
        page.paragraph(remedy, indent: 2)
        return page.take()
    }
}
