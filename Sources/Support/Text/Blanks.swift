extension StringProtocol {
    /// The text without the blanks, tabs and line breaks around it.
    package func trimmingBlanks() -> String {
        let isInk = { (scalar: Unicode.Scalar) in !scalar.properties.isWhitespace }
        guard let first = unicodeScalars.firstIndex(where: isInk), let last = unicodeScalars.lastIndex(where: isInk)
        else { return "" }
        return String(self[first...last])
    }
}

extension Character {
    /// Whether it ends a line: LF, CR LF or CR, and none of the separators that Unicode has besides.
    package var endsLine: Bool { self == "\n" || self == "\r\n" || self == "\r" }
}
