import AWSSigning
import CleanupManifest
import YAML

/// An open file of `loopsFrom`, hashed as it is read.
final class LocalLoopList: LoopListFile {
    /// Where the bytes come from.
    private var source: HashedByteSource

    /// Takes over an open file.
    init(_ source: FileByteSource) {
        self.source = HashedByteSource(source)
    }

    /// The SHA-256 of what has been read.
    var sha256: String { source.sha256 }

    func readChunk() throws(ByteSourceError) -> [UInt8] { try source.readChunk() }
}
