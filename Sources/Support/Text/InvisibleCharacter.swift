/// A character of a text that cannot be seen, such as a no-break space or a byte order mark: it looks like nothing or a space.
package struct InvisibleCharacter {
    let scalar: Unicode.Scalar
    /// How many characters stand before it.
    package let offset: Int

    /// Finds the first one of a text; nil when there is none, as in all of ASCII.
    package init?(in text: some StringProtocol) {
        guard let (offset, scalar) = text.unicodeScalars.enumerated().first(where: { Self.isInvisible($1) }) else {
            return nil
        }
        self.init(scalar, at: offset)
    }

    package init(_ scalar: Unicode.Scalar, at offset: Int = 0) {
        self.scalar = scalar
        self.offset = offset
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        guard !scalar.isASCII else { return false }
        // Fillers and a blank pattern are letters and symbols to Unicode.
        if [0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0].contains(scalar.value) { return true }
        return SanitizedText.isHarmful(scalar) || scalar.properties.isWhitespace
            || scalar.properties.isDefaultIgnorableCodePoint
    }

    /// Its code point and its name: `U+00A0 (NO-BREAK SPACE)`.
    package var name: String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let code = "U+\(String(repeating: "0", count: max(0, 4 - digits.utf8.count)))\(digits)"
        let name = scalar.properties.name ?? scalar.properties.nameAlias
        return name.map { "\(code) (\($0))" } ?? code
    }

    /// What to do about it where the text begins in a column; nil when its column is not known.
    package func help(textColumn: Int?) -> String {
        "\(name) stands \(textColumn.map { "in column \($0 + offset)" } ?? "in it"): type it anew"
    }
}
