/// A yes or no, which is written `true` or `false` and in no other way that YAML has known.
package struct BooleanGrammar: ValueGrammar {
    /// Reads a yes or no.
    package func value(of text: String) throws(ValueViolation) -> Bool {
        switch text {
        case "true": return true
        case "false": return false
        default:
            let help: String? =
                switch text.lowercased() {
                case "true", "yes", "on", "y", "1": "write true"
                case "false", "no", "off", "n", "0": "write false"
                default: nil
                }
            throw ValueViolation(.boolean, expected: "true or false", text: text, help: help)
        }
    }
}

extension ValueGrammar where Self == BooleanGrammar {
    /// `true` or `false`.
    package static var boolean: Self { BooleanGrammar() }
}
