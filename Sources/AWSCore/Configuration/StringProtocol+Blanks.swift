extension StringProtocol {
    /// The text without the blanks, tabs and line breaks around it.
    func trimmingBlanks() -> String {
        let isInk = { (scalar: Unicode.Scalar) in !scalar.properties.isWhitespace }
        guard let first = unicodeScalars.firstIndex(where: isInk), let last = unicodeScalars.lastIndex(where: isInk)
        else { return "" }
        return String(self[first...last])
    }
}
