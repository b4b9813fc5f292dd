/// A file that is there and cannot be read.
package struct FileReadingError: Error, Hashable, Sendable {
    /// Why, in a few words.
    package let reason: String

    /// Makes an error from its reason.
    package init(reason: String) {
        self.reason = reason
    }
}
