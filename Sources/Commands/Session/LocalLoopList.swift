import AWSSigning
import CleanupManifest
import YAMLEvents

/// An open file of `loopsFrom`, hashed as it is read when it is pinned.
final class LocalLoopList: LoopListFile {
    /// Where the bytes come from.
    private let source: FileByteSource
    /// What has been read; nil when nobody will ask.
    private var digest: ContentDigest?

    /// Takes over an open file.
    init(_ source: FileByteSource, isPinned: Bool) {
        self.source = source
        digest = isPinned ? ContentDigest() : nil
    }

    /// The SHA-256 of what has been read.
    var sha256: String? { digest?.hexadecimal }

    func readChunk() throws(ByteSourceError) -> [UInt8] {
        let bytes = try source.readChunk()
        digest?.update(bytes)
        return bytes
    }
}
