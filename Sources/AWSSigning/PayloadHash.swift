import Crypto

/// The SHA-256 of a body in lower-case hexadecimal, as the canonical request holds it.
package enum PayloadHash {
    /// The hash of an empty body.
    package static let ofNothing = Hexadecimal.encode(SHA256.hash(data: [UInt8]()))

    /// Hashes a body.
    package static func of(_ body: [UInt8]) -> String {
        body.isEmpty ? ofNothing : Hexadecimal.encode(SHA256.hash(data: body))
    }
}
