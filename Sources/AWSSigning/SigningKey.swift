import Crypto
package import Support
import Synchronization

/// The key derived from a secret for one scope, with which all requests of that scope are signed (task 3).
package struct SigningKey: Sendable {
    /// The code of no text under the derived key, from which the code of any text goes on.
    private let code: HMAC<SHA256>

    package init(secretAccessKey: Secret<String>, scope: CredentialScope) {
        var key = SymmetricKey(data: Array("AWS4\(secretAccessKey.exposed)".utf8))
        for part in [scope.day, scope.region, scope.service, "aws4_request"] {
            key = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key))
        }
        code = HMAC<SHA256>(key: key)
    }

    /// Returns the signature in lower-case hexadecimal.
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
    private let entry = Mutex<(scope: CredentialScope, secretAccessKey: Secret<String>, key: SigningKey)?>(nil)

    func key(secretAccessKey: Secret<String>, scope: CredentialScope) -> SigningKey {
        entry.withLock { entry in
            if let entry, entry.scope == scope, entry.secretAccessKey == secretAccessKey { return entry.key }
            let key = SigningKey(secretAccessKey: secretAccessKey, scope: scope)
            entry = (scope, secretAccessKey, key)
            return key
        }
    }
}

/// What a signature is good for: one service in one region on one day.
package struct CredentialScope: Hashable, Sendable, CustomStringConvertible {
    /// In UTC, as `20261122`.
    package let day: String
    package let region: String
    /// The signing name, such as `sagemaker`.
    package let service: String

    package init(day: String, region: String, service: String) {
        self.day = day
        self.region = region
        self.service = service
    }

    /// As it is signed: `20261122/us-east-1/sagemaker/aws4_request`.
    package var description: String { "\(day)/\(region)/\(service)/aws4_request" }
}

/// What is signed: the moment, the scope and the hash of the canonical request (Signature Version 4, task 2).
package struct StringToSign: Sendable, CustomStringConvertible {
    package static let algorithm = "AWS4-HMAC-SHA256"

    package let description: String

    package init(time: SigningTime, scope: CredentialScope, canonicalRequest: CanonicalRequest) {
        let hash = SHA256.hash(data: Array(canonicalRequest.description.utf8))
        description = "\(Self.algorithm)\n\(time)\n\(scope)\n\(Hexadecimal.encode(hash))"
    }
}
