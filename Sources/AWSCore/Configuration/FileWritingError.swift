/// A file that cannot be written.
package struct FileWritingError: Error, Hashable, Sendable {
    /// Why, in a few words.
    package let reason: String

    /// Makes an error from its reason.
    package init(reason: String) {
        self.reason = reason
    }
}
