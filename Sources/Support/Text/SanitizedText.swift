/// Text of unknown origin made fit for a terminal: no control characters, no direction changes, bounded.
package enum SanitizedText {
    /// How many characters of a text are quoted before it is cut.
    private static let longestQuote = 80

    /// Whether a character would do something to a terminal other than show up.
    package static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: return true
        default: return false
        }
    }

    /// Puts the beginning of a text between quotes for a message, with harmful characters escaped as Swift would.
    package static func quoted(_ text: String) -> String {
        let scalars = KnownSecrets.hidden(in: text).unicodeScalars
        var quote = "'"
        for scalar in scalars.prefix(longestQuote) {
            if isHarmful(scalar) {
                quote += scalar.escaped(asASCII: true)
            } else {
                quote.unicodeScalars.append(scalar)
            }
        }
        if scalars.dropFirst(longestQuote).first != nil { quote += "…" }
        return quote + "'"
    }

    /// Puts `�` in the place of each harmful character.
    package static func sanitized(_ text: some StringProtocol) -> String {
        var result = String.UnicodeScalarView()
        for scalar in KnownSecrets.hidden(in: String(text)).unicodeScalars {
            result.append(isHarmful(scalar) ? "\u{FFFD}" : scalar)
        }
        return String(result)
    }
}
