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

    /// All codes of diagnostics, in no order.
    static let all = ofText + ofValues + ofManifests

    /// Finds a code of a diagnostic or of a report; nil when there is none.
    ///
    /// Capitals, the brackets around it, and zeros behind its letter may be left out or be there.
    static func of(_ text: String) -> CodeExplanation? {
        let word = number(in: text).uppercased()
        return all.first { $0.code == word } ?? ofReports.first { $0.code.uppercased() == word }
    }

    /// A code without the brackets that diagnostics have around it, and with three digits: `E017` of `[e17]`.
    static func number(in text: String) -> String {
        var word = text[...]
        if word.hasPrefix("["), word.hasSuffix("]"), word.count > 2 { word = word.dropFirst().dropLast() }
        guard let letter = word.first, word.count == 2 || word.count == 3,
            word.dropFirst().utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return String(word) }
        return "\(letter)\(String(repeating: "0", count: 4 - word.count))\(word.dropFirst())"
    }

    /// Whether text has the form of the code of a diagnostic: a letter and digits.
    static func isCode(_ text: String) -> Bool {
        let bytes = Array(number(in: text).uppercased().utf8)
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
