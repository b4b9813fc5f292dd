/// One row of comma-separated values (RFC 4180), with cells that no spreadsheet takes for a formula.
struct CSVRow {
    /// The row without its line end.
    private var bytes: [UInt8] = []
    /// Whether the next cell is the first.
    private var isFirst = true

    /// Makes a row of cells; nil is an empty cell.
    init(_ cells: [String?]) {
        for cell in cells {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            if let cell, !cell.isEmpty { append(cell) }
        }
    }

    /// The row with the line end that RFC 4180 asks for, CR LF.
    var line: [UInt8] { bytes + [UInt8(ascii: "\r"), UInt8(ascii: "\n")] }

    /// Adds one cell, guarded and quoted as far as its text needs it.
    private mutating func append(_ cell: String) {
        var text = Self.harmless(cell).utf8[...]
        let isFormula = text.first.map(Self.opensFormula) ?? false
        guard isFormula || text.contains(where: Self.needsQuotes) else { return bytes.append(contentsOf: text) }
        bytes.append(UInt8(ascii: "\""))
        if isFormula { bytes.append(UInt8(ascii: "'")) }
        while let quote = text.firstIndex(of: UInt8(ascii: "\"")) {
            bytes.append(contentsOf: text[...quote])
            bytes.append(UInt8(ascii: "\""))
            text = text[text.index(after: quote)...]
        }
        bytes.append(contentsOf: text)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Puts U+FFFD in place of control characters, which steer terminals and break tables; tabs and line ends stay.
    private static func harmless(_ cell: String) -> String {
        // Every control character begins with one of these bytes, and hardly any cell has one.
        guard cell.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }) else { return cell }
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: cell.unicodeScalars.map { steers($0) ? "\u{FFFD}" : $0 })
        return String(scalars)
    }

    /// Whether a character is a control other than tab, line feed and carriage return.
    private static func steers(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\t", "\n", "\r": false
        default: scalar.properties.generalCategory == .control
        }
    }

    /// Whether a spreadsheet may take a cell that begins so for a formula (OWASP, "CSV Injection").
    private static func opensFormula(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"): true
        case UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
        default: false
        }
    }

    /// Whether a cell that holds this byte must be quoted (RFC 4180, section 2).
    private static func needsQuotes(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
        default: false
        }
    }
}
