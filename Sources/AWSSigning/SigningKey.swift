import Crypto
package import Support

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
