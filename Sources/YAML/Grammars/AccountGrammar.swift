/// The number of an AWS account: twelve digits, and zeros in front are part of it.
package struct AccountGrammar: ValueGrammar {
    /// Reads a number.
    package func value(of text: String) throws(ValueViolation) -> String {
        guard Self.isAccount(text) else {
            throw ValueViolation(.text, expected: "the twelve digits of an AWS account", text: text)
        }
        return text
    }

    /// Whether a text is twelve digits.
    static func isAccount(_ text: String) -> Bool {
        text.utf8.count == 12 && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}

extension ValueGrammar where Self == AccountGrammar {
    /// The number of an AWS account.
    package static var account: Self { AccountGrammar() }
}
