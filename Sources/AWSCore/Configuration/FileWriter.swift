/// What writes the files that sign-ins keep their tokens in.
package protocol FileWriter: Sendable {
    /// Puts bytes in the place of a file's content, whole or not at all; only the file's owner may read it from then on.
    ///
    /// - Throws: `FileWritingError` when the file holds what it held before.
    func replace(_ path: String, with bytes: [UInt8]) throws(FileWritingError)
}
