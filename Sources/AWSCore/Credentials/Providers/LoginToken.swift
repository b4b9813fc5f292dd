import AWSSigning
import Crypto
import FoundationEssentials
import Support

/// The keys and tokens of a sign-in, as their file holds them.
struct LoginToken: CachedToken {
    var keys: AWSCredentials
    var expiresAt: Int64
    /// The account of the identity; nil when the file does not say.
    let accountID: String?
    let clientID: String
    /// What new keys are asked for with.
    var refreshToken: Secret<String>
    /// What proves that the tokens are ours.
    let proofKey: Secret<P256.Signing.PrivateKey>

    var presented: Secret<String> { keys.secretAccessKey }

    /// Reads the file, in which all must be there, so that a sign-in cannot end in the middle of a run.
    init(_ file: TokenFile, advice: String) throws(CredentialError) {
        let access = file["accessToken"]?.members ?? [:]
        let keys = AWSCredentials(
            given: access["accessKeyId"]?.text,
            access["secretAccessKey"]?.text,
            access["sessionToken"]?.text
        )
        let expiresAt = access["expiresAt"]?.text.flatMap { CredentialTime.seconds($0) }
        let clientID = file.secret("clientId")
        let refreshToken = file.secret("refreshToken")
        // In either of its PEM forms, SEC 1 or PKCS #8.
        let proofKey = file.secret("dpopKey").flatMap { try? P256.Signing.PrivateKey(pemRepresentation: $0.exposed) }
        guard let keys, let expiresAt, let clientID, let refreshToken, let proofKey else {
            let parts: [(String, Bool)] = [
                ("accessToken", keys != nil && expiresAt != nil), ("clientId", clientID != nil),
                ("refreshToken", refreshToken != nil), ("dpopKey", proofKey != nil),
            ]
            let missing = parts.filter { !$0.1 }.map(\.0).joined(separator: ", ")
            throw CredentialError(.refused, "'\(file.path)' holds no usable \(missing); \(advice)")
        }
        self.keys = keys
        self.expiresAt = expiresAt
        accountID = access["accountId"]?.text
        self.clientID = clientID.exposed
        self.refreshToken = refreshToken
        self.proofKey = Secret(proofKey)
    }
}

/// The proof that whoever presents a token has the key that the token was given out for (DPoP, RFC 9449).
struct ProofOfPossession: Hashable, Sendable {
    /// The value of the header `DPoP`: a JSON Web Token that is signed with ES256.
    let header: String

    private struct Head: Encodable {
        let typ = "dpop+jwt"
        let alg = "ES256"
        let jwk: PublicKey
    }

    /// A public key as JSON (RFC 7517).
    private struct PublicKey: Encodable {
        let kty = "EC"
        let crv = "P-256"
        let x: String
        let y: String
    }

    private struct Claims: Encodable {
        /// The token's own id, so that it can be used once only.
        let jti: String
        let htm: String
        /// The URL of the request, without a query.
        let htu: String
        /// When the token was made, in seconds since the epoch.
        let iat: Int64
    }

    /// Makes the proof for one request, at a moment in seconds since the epoch; a key that could be read does not fail.
    init(
        _ key: Secret<P256.Signing.PrivateKey>,
        method: HTTPMethod,
        url: String,
        id: String,
        at moment: Int64
    ) throws {
        let point = key.exposed.publicKey.rawRepresentation
        let publicKey = PublicKey(x: Self.text(point.prefix(32)), y: Self.text(point.suffix(32)))
        let claims = Claims(jti: id, htm: method.rawValue, htu: url, iat: moment)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let parts = [try encoder.encode(Head(jwk: publicKey)), try encoder.encode(claims)].map(Self.text)
        let signed = parts.joined(separator: ".")
        let signature = try key.exposed.signature(for: Data(signed.utf8)).rawRepresentation
        header = "\(signed).\(Self.text(signature))"
    }

    /// Writes bytes in base 64 for URLs, without padding (RFC 7515, section 2).
    private static func text(_ bytes: Data) -> String {
        let standard = bytes.base64EncodedString().utf8.prefix { $0 != UInt8(ascii: "=") }
        let text = standard.map { byte in
            switch byte {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            default: byte
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
