/// Why credentials could not be had, in one line that says what to do about it.
package struct CredentialsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of trouble it is.
    package enum Kind: Sendable {
        /// The source is not there, or has no credentials: the next one may be asked.
        case absent
        /// The source is set up in a way that cannot work (exit code 77).
        case configuration
        /// The source said no, or what it holds is no longer valid (exit code 77).
        case refused
        /// They are of another account than those that the run began with (exit code 78).
        case otherAccount
        /// The source could not be reached, or did not answer in time (exit code 75 when nothing else was reached either).
        case unreachable
        /// The caller's task was cancelled.
        case cancelled
    }

    /// What kind of trouble it is.
    package let kind: Kind
    /// The trouble in one line; it holds no secret.
    package let description: String

    /// Makes an error from its parts.
    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
