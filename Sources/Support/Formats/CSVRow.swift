/// One row of comma-separated values (RFC 4180), with cells that no spreadsheet takes for a formula.
package struct CSVRow {
    /// The row with the line end that RFC 4180 asks for, CR LF.
    package private(set) var line: [UInt8] = []

    /// Makes a row of cells; nil is an empty cell.
    package init(_ cells: [String?]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { line.append(UInt8(ascii: ",")) }
            if let cell, !cell.isEmpty { append(cell) }
        }
        line += "\r\n".utf8
    }

    private mutating func append(_ cell: String) {
        var text = Self.harmless(KnownSecrets.hidden(in: cell)).utf8[...]
        let isFormula = Self.opensFormula(Substring(text))
        guard isFormula || text.contains(where: Self.needsQuotes) else { return line.append(contentsOf: text) }
        line.append(UInt8(ascii: "\""))
        if isFormula { line.append(UInt8(ascii: "'")) }
        while let quote = text.firstIndex(of: UInt8(ascii: "\"")) {
            line.append(contentsOf: text[...quote])
            line.append(UInt8(ascii: "\""))
            text = text[text.index(after: quote)...]
        }
        line.append(contentsOf: text)
        line.append(UInt8(ascii: "\""))
    }

    /// Puts U+FFFD in place of what steers terminals, turns a text or cannot be seen; tabs and line ends stay.
    private static func harmless(_ cell: String) -> String {
        // Hardly any cell has another byte.
        guard cell.utf8.contains(where: { !(0x20..<0x7F).contains($0) }) else { return cell }
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: cell.unicodeScalars.map { steers($0) ? "\u{FFFD}" : $0 })
        return String(scalars)
    }

    /// Whether a character is harmful, and no tab, line feed or carriage return.
    private static func steers(_ scalar: Unicode.Scalar) -> Bool {
        !"\t\n\r".unicodeScalars.contains(scalar) && SanitizedText.isHarmful(scalar)
    }

    /// Whether a spreadsheet may take a cell for a formula (OWASP, "CSV Injection"): some pass over blanks before its
    /// sign, and take the sign's full-width form (U+FF1D and others) for it.
    private static func opensFormula(_ cell: Substring) -> Bool {
        guard let first = cell.unicodeScalars.first else { return false }
        let sign = cell.unicodeScalars.first { !$0.properties.isWhitespace }
        return "\t\n\r".unicodeScalars.contains(first) || "=+-@＝＋－＠".unicodeScalars.contains { $0 == sign }
    }

    /// Whether a cell that holds this byte must be quoted (RFC 4180, section 2); where a comma is the decimal sign,
    /// spreadsheets part cells at a semicolon, and some at a tab.
    private static func needsQuotes(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"): true
        case UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
        default: false
        }
    }
}
