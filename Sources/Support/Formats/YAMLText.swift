/// How text is written into YAML so that every reader takes it for what it is.
package enum YAMLText {
    /// The words that YAML 1.1 readers take for something else than text.
    private static let words: Set<String> = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]

    /// Writes a name of lower-case letters, digits and hyphens, in quotes where a reader could take it for a number, a
    /// date or a word.
    ///
    /// Every number and date of YAML's that such a name can be begins with a digit.
    package static func plain(_ name: String) -> String {
        let startsWithDigit = name.utf8.first?.isASCIIDigit ?? true
        return startsWithDigit || words.contains(name) ? "\"\(name)\"" : name
    }

    /// Writes any text in double quotes (YAML 1.2.2, section 5.7); what is harmful is escaped.
    package static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in KnownSecrets.hidden(in: text).unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            default:
                if SanitizedText.isHarmful(scalar) {
                    let digits = String(scalar.value, radix: 16)
                    let (sign, count) = scalar.value > 0xFFFF ? ("\\U", 8) : ("\\u", 4)
                    quoted += sign + String(repeating: "0", count: count - digits.utf8.count) + digits
                } else {
                    quoted.unicodeScalars.append(scalar)
                }
            }
        }
        return quoted + "\""
    }

    /// Makes text of anybody's fit for a comment: what is not printable ASCII becomes a question mark.
    package static func comment(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                KnownSecrets.hidden(in: text).unicodeScalars.map { (0x20...0x7E).contains($0.value) ? $0 : "?" }
            )
        )
    }
}
