import Support

/// Why a text is not of a grammar.
package struct ValueViolation: Error, Hashable, Sendable {
    /// The kind of problem.
    package var code: DiagnosticCode
    /// What is wrong, as the predicate of a sentence whose subject is a key or a flag: `must be … (is '…')`.
    package var problem: String
    /// What to do about it; nil when the problem says enough.
    package var help: String?

    /// Makes a violation from its parts.
    package init(_ code: DiagnosticCode, _ problem: String, help: String? = nil) {
        self.code = code
        self.problem = problem
        self.help = help
    }

    /// Makes the violation of a text that is not what is expected.
    package init(_ code: DiagnosticCode, expected: String, text: String, help: String? = nil) {
        self.init(code, "must be \(expected) (is \(SanitizedText.quoted(text)))", help: help)
    }
}
