import Crypto
package import Support
import Synchronization

/// The key derived from a secret for one scope, with which all requests of that scope are signed (task 3).
package struct SigningKey: Sendable {
    /// The code of no text under the derived key, from which the code of any text goes on.
    private let code: HMAC<SHA256>

    /// Derives the key for a scope.
    package init(secretAccessKey: Secret<String>, scope: CredentialScope) {
        var key = SymmetricKey(data: Array("AWS4\(secretAccessKey.exposed)".utf8))
        for part in [scope.day, scope.region, scope.service, "aws4_request"] {
            key = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key))
        }
        code = HMAC<SHA256>(key: key)
    }

    /// Signs a text.
    ///
    /// - Returns: the signature in lower-case hexadecimal.
    package func signature(of text: StringToSign) -> String {
        var code = code
        code.update(data: Array(text.description.utf8))
        return Hexadecimal.encode(code.finalize())
    }
}

/// Keeps the signing key last derived: deriving one takes four more hashes than a signature does.
///
/// One entry is enough, because a client signs for one service in one region, and the day changes once in a day.
final class SigningKeyCache: Sendable {
    /// A key and what it was derived from.
    private struct Entry {
        /// The scope the key is for.
        var scope: CredentialScope
        /// The secret the key comes from.
        var secretAccessKey: Secret<String>
        /// The key.
        var key: SigningKey
    }

    /// The entry last made; nil before the first.
    private let entry = Mutex<Entry?>(nil)

    /// Starts without a key.
    init() {}

    /// Finds or derives the key for a scope.
    func key(secretAccessKey: Secret<String>, scope: CredentialScope) -> SigningKey {
        entry.withLock { entry in
            if let entry, entry.scope == scope, entry.secretAccessKey == secretAccessKey { return entry.key }
            let key = SigningKey(secretAccessKey: secretAccessKey, scope: scope)
            entry = Entry(scope: scope, secretAccessKey: secretAccessKey, key: key)
            return key
        }
    }
}

/// What a signature is good for: one service in one region on one day.
package struct CredentialScope: Hashable, Sendable, CustomStringConvertible {
    /// The day in UTC as `20261122`.
    package let day: String
    /// The region, such as `us-east-1`.
    package let region: String
    /// The service's signing name, such as `sagemaker`.
    package let service: String

    /// Makes a scope from its parts.
    package init(day: String, region: String, service: String) {
        self.day = day
        self.region = region
        self.service = service
    }

    /// The scope as it is signed: `20261122/us-east-1/sagemaker/aws4_request`.
    package var description: String { "\(day)/\(region)/\(service)/aws4_request" }
}

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
