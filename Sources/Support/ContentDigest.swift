import Crypto

/// The SHA-256 of bytes, at once or piece by piece, in lower-case hexadecimal.
package struct ContentDigest: Sendable {
    private static let ofNothing = Hexadecimal.encode(SHA256.hash(data: [UInt8]()))

    private var hash = SHA256()

    package init() {}

    package mutating func update(_ bytes: [UInt8]) { hash.update(data: bytes) }

    /// The digest of all the bytes so far.
    package var hexadecimal: String { Hexadecimal.encode(hash.finalize()) }

    /// Returns the digest of bytes that are all there.
    package static func hexadecimal(of bytes: [UInt8]) -> String {
        bytes.isEmpty ? ofNothing : Hexadecimal.encode(SHA256.hash(data: bytes))
    }
}

/// Bytes as lower-case hexadecimal text.
package enum Hexadecimal {
    @usableFromInline static let digits = Array("0123456789abcdef".utf8)

    @inlinable package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(2 * bytes.underestimatedCount)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 0xF)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
