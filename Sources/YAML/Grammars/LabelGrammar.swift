/// One label of a host's name: lower-case letters, digits and inner hyphens (RFC 1123, section 2.1).
package struct LabelGrammar: ValueGrammar {
    /// The longest label, in characters.
    private static let maximumLength = 63

    /// What the label names, with an example, for messages.
    let expected: String

    /// Labels are taken as written.
    package var isName: Bool { true }

    /// Reads a label.
    package func value(of text: String) throws(ValueViolation) -> String {
        guard Self.isLabel(text) else {
            let help =
                "use up to \(Self.maximumLength) lower-case letters, digits and hyphens, with no hyphen at the edges"
            throw ValueViolation(.text, expected: expected, text: text, help: help)
        }
        return text
    }

    /// Whether a text is a label.
    package static func isLabel(_ text: String) -> Bool {
        let hyphen = UInt8(ascii: "-")
        let bytes = text.utf8
        guard (1...maximumLength).contains(bytes.count), bytes.first != hyphen, bytes.last != hyphen else {
            return false
        }
        return bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), hyphen: true
            default: false
            }
        }
    }
}

extension ValueGrammar where Self == LabelGrammar {
    /// A label that names what is expected, such as `a region such as us-east-1`.
    package static func label(_ expected: String) -> Self { LabelGrammar(expected: expected) }
}
