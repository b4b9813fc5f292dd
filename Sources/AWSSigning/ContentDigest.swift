import Crypto

/// The SHA-256 of bytes that come in pieces.
package struct ContentDigest: Sendable {
    /// What has been hashed so far.
    private var hash = SHA256()

    /// Makes the digest of nothing.
    package init() {}

    /// Takes in the next bytes.
    package mutating func update(_ bytes: [UInt8]) {
        hash.update(data: bytes)
    }

    /// The digest of all the bytes so far, in lower-case hexadecimal.
    package var hexadecimal: String { Hexadecimal.encode(hash.finalize()) }
}
