import CleanupManifest
import Glibc
import YAML

/// Files of `loopsFrom` that are in memory.
struct MemoryLists: LoopListFiles {
    /// The texts by path.
    var texts: [String: String] = [:]
    /// Files that are no texts, by path.
    var bytes: [String: [UInt8]] = [:]
    /// How many bytes each piece has at the most.
    var pieceSize = 7

    func open(_ path: String) throws(ByteSourceError) -> any LoopListFile {
        guard let bytes = bytes[path] ?? texts[path].map({ Array($0.utf8) }) else {
            throw ByteSourceError(operation: .open, code: ENOENT)
        }
        return MemoryList(bytes, pieceSize: pieceSize)
    }
}

/// An open file of `MemoryLists`; its digest is the number of bytes read, which is all that tests compare.
final class MemoryList: LoopListFile {
    /// The bytes that have not been read.
    private var rest: ArraySlice<UInt8>
    /// How many bytes each piece has at the most.
    private let pieceSize: Int
    /// How many bytes have been read.
    private var count = 0

    /// Opens a file.
    init(_ bytes: [UInt8], pieceSize: Int) {
        rest = bytes[...]
        self.pieceSize = pieceSize
    }

    /// The digest of a file of so many bytes.
    static func digest(_ count: Int) -> String {
        let digits = String(count)
        return String(repeating: "0", count: 64 - digits.count) + digits
    }

    /// The digest of what has been read.
    var sha256: String { Self.digest(count) }

    func readChunk() throws(ByteSourceError) -> [UInt8] {
        let piece = Array(rest.prefix(pieceSize))
        rest = rest.dropFirst(pieceSize)
        count += piece.count
        return piece
    }
}
