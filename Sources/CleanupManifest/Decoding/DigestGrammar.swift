import YAML

/// A SHA-256 in hexadecimal, as `sha256sum` prints it.
struct DigestGrammar: ValueGrammar {
    /// Reads a digest.
    ///
    /// - Returns: the digest in lower case.
    func value(of text: String) throws(ValueViolation) -> String {
        guard text.utf8.count == 64, text.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            let help = "sha256sum prints it"
            throw ValueViolation(.text, expected: "the 64 hexadecimal digits of a SHA-256", text: text, help: help)
        }
        return text.lowercased()
    }
}

extension ValueGrammar where Self == DigestGrammar {
    /// A SHA-256 in hexadecimal.
    static var digest: Self { DigestGrammar() }
}
