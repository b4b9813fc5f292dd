package import Support

/// How a program ended, and what it wrote.
package struct ProcessEnding: Sendable {
    /// How the program ended, in words, such as `exit code 1`; nil when it ended well.
    package let trouble: String?
    /// What it wrote to standard output.
    package let output: Secret<[UInt8]>
    /// What it wrote to standard error.
    package let messages: String

    /// Makes an ending from its parts.
    package init(trouble: String?, output: Secret<[UInt8]>, messages: String) {
        self.trouble = trouble
        self.output = output
        self.messages = messages
    }
}
