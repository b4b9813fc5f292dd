package import AWSCore

/// Files that are texts by their paths.
package struct MemoryFiles: FileReader {
    /// The texts; nil for a file that cannot be read.
    private let texts: [String: String?]

    /// Makes files.
    package init(_ texts: [String: String?] = [:]) {
        self.texts = texts
    }

    /// Reads a whole file.
    ///
    /// - Returns: nil when there is no file of that name.
    /// - Throws: `FileReadingError` when the file has no text.
    package func contents(of path: String) throws(FileReadingError) -> [UInt8]? {
        guard let text = texts[path] else { return nil }
        guard let text else { throw FileReadingError(reason: "permission denied") }
        return Array(text.utf8)
    }
}
