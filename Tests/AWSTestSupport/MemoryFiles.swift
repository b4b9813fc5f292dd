package import AWSCore
import Synchronization

/// Files that are texts by their paths.
package final class MemoryFiles: FileReader, FileWriter {
    /// The texts; nil for a file that can be neither read nor written.
    private let texts: Mutex<[String: String?]>
    /// Whether no file can be written.
    private let isReadOnly: Bool

    /// Makes files.
    package init(_ texts: [String: String?] = [:], isReadOnly: Bool = false) {
        self.texts = Mutex(texts)
        self.isReadOnly = isReadOnly
    }

    /// The text of a file as it is now.
    ///
    /// - Returns: nil when there is no file of that name, or it has no text.
    package func text(of path: String) -> String? { texts.withLock { $0[path] ?? nil } }

    /// Reads a whole file.
    ///
    /// - Returns: nil when there is no file of that name.
    /// - Throws: `FileError` when the file has no text.
    package func contents(of path: String) throws(FileError) -> [UInt8]? {
        guard let text = texts.withLock({ $0[path] }) else { return nil }
        guard let text else { throw FileError(reason: "permission denied") }
        return Array(text.utf8)
    }

    /// Puts bytes in the place of a file's text.
    ///
    /// - Throws: `FileError` when no file can be written.
    package func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
        guard !isReadOnly else { throw FileError(reason: "the file system is read-only") }
        texts.withLock { $0[path] = String(decoding: bytes, as: UTF8.self) }
    }
}
