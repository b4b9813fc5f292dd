import Crypto

/// What is signed: the moment, the scope and the hash of the canonical request (Signature Version 4, task 2).
package struct StringToSign: Sendable, CustomStringConvertible {
    /// The algorithm's name, the only one that this product speaks.
    package static let algorithm = "AWS4-HMAC-SHA256"

    /// The text that is signed.
    package let description: String

    /// Makes the text from its parts.
    package init(time: SigningTime, scope: CredentialScope, canonicalRequest: CanonicalRequest) {
        let hash = SHA256.hash(data: Array(canonicalRequest.description.utf8))
        description = "\(Self.algorithm)\n\(time)\n\(scope)\n\(Hexadecimal.encode(hash))"
    }
}
