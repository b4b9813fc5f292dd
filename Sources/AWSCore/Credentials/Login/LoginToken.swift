import AWSSigning
import Crypto
import Support

/// The keys and tokens of a sign-in, as their file holds them.
struct LoginToken: Sendable {
    /// The keys to sign with.
    let keys: AWSCredentials
    /// When the keys stop being valid, in seconds since the epoch.
    let expiresAt: Int64
    /// The account of the identity; nil when the file does not say.
    let accountID: String?
    /// The program that signed in.
    let clientID: String
    /// What new keys are asked for with.
    let refreshToken: Secret<String>
    /// What proves that the tokens are ours.
    let proofKey: Secret<P256.Signing.PrivateKey>

    /// Reads the keys and tokens out of their file; all must be there, so that a sign-in cannot end in the middle of a run.
    ///
    /// - Throws: `CredentialsError` with the advice that names what is missing or unreadable.
    init(_ file: TokenFile, advice: String) throws(CredentialsError) {
        let access = file["accessToken"]?.members ?? [:]
        let keys = AWSCredentials(
            given: access["accessKeyId"]?.text,
            access["secretAccessKey"]?.text,
            access["sessionToken"]?.text
        )
        let expiresAt = access["expiresAt"]?.text.flatMap { CredentialTime.seconds($0) }
        let clientID = file.secret("clientId")
        let refreshToken = file.secret("refreshToken")
        let proofKey = file.secret("dpopKey").flatMap { Self.proofKey($0) }
        guard let keys, let expiresAt, let clientID, let refreshToken, let proofKey else {
            let parts: [(String, Bool)] = [
                ("accessToken", keys != nil && expiresAt != nil), ("clientId", clientID != nil),
                ("refreshToken", refreshToken != nil), ("dpopKey", proofKey != nil),
            ]
            let missing = parts.filter { !$0.1 }.map(\.0).joined(separator: ", ")
            throw CredentialsError(.refused, "'\(file.path)' holds no usable \(missing); \(advice)")
        }
        self.keys = keys
        self.expiresAt = expiresAt
        accountID = access["accountId"]?.text
        self.clientID = clientID.exposed
        self.refreshToken = refreshToken
        self.proofKey = proofKey
    }

    /// Reads a key in either of its PEM forms, SEC 1 or PKCS #8.
    ///
    /// - Returns: nil when the text is no key of the curve P-256.
    private static func proofKey(_ pem: Secret<String>) -> Secret<P256.Signing.PrivateKey>? {
        (try? P256.Signing.PrivateKey(pemRepresentation: pem.exposed)).map { Secret($0) }
    }
}
