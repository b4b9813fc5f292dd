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

/// The SHA-256 of a body in lower-case hexadecimal, as the canonical request holds it.
package enum PayloadHash {
    /// The hash of an empty body.
    package static let ofNothing = Hexadecimal.encode(SHA256.hash(data: [UInt8]()))

    /// Hashes a body.
    package static func of(_ body: [UInt8]) -> String {
        body.isEmpty ? ofNothing : Hexadecimal.encode(SHA256.hash(data: body))
    }
}

/// Bytes as lower-case hexadecimal text.
package enum Hexadecimal {
    /// The sixteen digits.
    private static let digits = Array("0123456789abcdef".utf8)

    /// Writes two digits for each byte.
    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(2 * bytes.underestimatedCount)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 0xF)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
