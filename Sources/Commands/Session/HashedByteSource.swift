import AWSSigning
import YAML

/// Bytes that are hashed as they are read: what is decoded is what the digest is of, whatever becomes of the file later.
final class HashedByteSource: ByteSource {
    /// Where the bytes come from.
    private var source: any ByteSource
    /// What has been read.
    private var digest = ContentDigest()

    /// Makes a source of another one, of which nothing has been read.
    init(_ source: any ByteSource) {
        self.source = source
    }

    /// The SHA-256 of what has been read, in lower-case hexadecimal.
    var sha256: String { digest.hexadecimal }

    func readChunk() throws(ByteSourceError) -> [UInt8] {
        let bytes = try source.readChunk()
        digest.update(bytes)
        return bytes
    }

    /// Reads what is left.
    ///
    /// - Returns: the SHA-256 of all the bytes.
    /// - Throws: `ByteSourceError` when they cannot be had.
    func readToEnd() throws(ByteSourceError) -> String {
        while try !readChunk().isEmpty {}
        return sha256
    }
}
