/// The texts that a value may be, and what they mean: one for all places, also the command line.
package protocol ValueGrammar<Value>: Sendable {
    /// What a text means.
    associatedtype Value

    /// Whether a plain value may run over several lines; by default it is taken for an error of indentation.
    var allowsSeveralLines: Bool { get }

    /// Whether the value is a name, which is taken as written whatever other tools read; by default it is not.
    var isName: Bool { get }

    /// Reads a text.
    ///
    /// - Returns: what the text means.
    /// - Throws: `ValueViolation` when the text is not of the grammar.
    func value(of text: String) throws(ValueViolation) -> Value
}

extension ValueGrammar {
    /// By default a value is on one line.
    package var allowsSeveralLines: Bool { false }

    /// By default a value means one thing to all tools, or its grammar says which.
    package var isName: Bool { false }
}
