/// Why the configuration for AWS is not usable, in one line.
package struct AWSConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of trouble it is: what the exit code depends on.
    package enum Kind: Sendable {
        /// A file or a variable says what cannot be, or something needed is missing (exit code 78).
        case configuration
        /// An option on the command line says what cannot be (exit code 64).
        case usage
    }

    /// What kind of trouble it is.
    package let kind: Kind
    /// The trouble in one line.
    package let description: String

    /// Makes an error from its parts.
    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
