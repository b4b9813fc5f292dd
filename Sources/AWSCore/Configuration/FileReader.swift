/// What reads the files that configuration is kept in.
package protocol FileReader: Sendable {
    /// Reads a whole file.
    ///
    /// - Returns: nil when there is no file of that name.
    /// - Throws: `FileReadingError` when there is one that cannot be read.
    func contents(of path: String) throws(FileReadingError) -> [UInt8]?
}
