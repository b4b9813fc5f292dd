import CleanupManifest
import Glibc
import YAML

/// Files of `loopsFrom` that are in memory.
struct MemoryLists: LoopListFiles {
    /// The texts by path.
    var texts: [String: String] = [:]
    /// How many bytes each piece has at the most.
    var pieceSize = 7

    func open(_ path: String) throws(ByteSourceError) -> any LoopListFile {
        guard let text = texts[path] else { throw ByteSourceError(operation: .open, code: ENOENT) }
        return MemoryList(Array(text.utf8), pieceSize: pieceSize)
    }
}
