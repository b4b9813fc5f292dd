import AWSCore
import AWSTestSupport
import Synchronization

/// Files of which one is rewritten by somebody else after it has been read once.
final class OvertakingFiles: FileReader {
    /// The files.
    private let files: MemoryFiles
    /// The file that is rewritten.
    private let path: String
    /// What it holds afterwards; nil once it does.
    private let text: Mutex<String?>

    /// Makes files.
    init(_ files: MemoryFiles, path: String, text: String) {
        self.files = files
        self.path = path
        self.text = Mutex(text)
    }

    /// Reads a file, and rewrites it behind the reader's back.
    ///
    /// - Throws: `FileError` when it cannot be read.
    func contents(of path: String) throws(FileError) -> [UInt8]? {
        let contents = try files.contents(of: path)
        let text = text.withLock { text in
            defer { text = nil }
            return text
        }
        if path == self.path, let text { try? files.replace(path, with: Array(text.utf8)) }
        return contents
    }
}
