import Support
import Synchronization

/// A sink that keeps nothing but the digest of what it is given.
final class DigestSink: ByteSink {
    /// The digest of all bytes so far.
    private let digest = Mutex(ContentDigest())

    /// The SHA-256 of what was given, in hexadecimal.
    var hexadecimal: String { digest.withLock { $0.hexadecimal } }

    /// Never so: there is no one to read.
    var isReaderGone: Bool { false }

    /// Takes bytes into the digest.
    func write(_ bytes: [UInt8]) {
        digest.withLock { $0.update(bytes) }
    }

    /// Does nothing: nothing is held back.
    func flush() {}

    /// Does nothing: there is no disk.
    func synchronize() {}

    /// Does nothing: there is no file.
    func finish() {}
}
