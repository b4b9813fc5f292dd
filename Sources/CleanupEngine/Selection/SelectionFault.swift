/// Why a rule of `select` could not be followed: the run ends before it looks at any loop.
package struct SelectionFault: Error, Sendable, Hashable {
    /// What kind of trouble it was: what the exit code goes by.
    package enum Kind: Sendable {
        /// A regular expression of the rule is none.
        case pattern
        /// The caller may not list the loops.
        case access
        /// The service refused, kept failing, or gave pages that cannot be followed.
        case service
    }

    /// What kind of trouble it was.
    package var kind: Kind
    /// The line of the manifest that the rule begins on, from 1.
    package var line: Int
    /// What is wrong, without a full stop.
    package var message: String

    /// Makes a fault from its parts.
    package init(_ kind: Kind, line: Int, message: String) {
        self.kind = kind
        self.line = line
        self.message = message
    }
}
