import AWSSigning
import Support

/// The token of a single sign-on, as its file holds it.
struct SSOToken: Hashable, Sendable {
    /// What a new token is asked for with.
    struct Grant: Hashable, Sendable {
        /// The token that stands for the sign-in.
        let refreshToken: Secret<String>
        /// The program that signed in.
        let clientID: String
        /// The secret of that program.
        let clientSecret: Secret<String>
        /// When the program stops being known, in seconds since the epoch.
        let registrationExpiresAt: Int64
    }

    /// What is presented to the portal.
    let accessToken: Secret<String>
    /// When it stops being valid, in seconds since the epoch.
    let expiresAt: Int64
    /// What a new token is asked for with; nil when the file does not hold all of it.
    let grant: Grant?

    /// Reads the token out of its file.
    ///
    /// - Throws: `CredentialsError` with the advice when the file holds no token, or none that a header may hold.
    init(_ file: TokenFile, advice: String) throws(CredentialsError) {
        guard let accessToken = file.secret("accessToken"), Self.isToken(accessToken),
            let expiresAt = file["expiresAt"]?.text.flatMap({ CredentialTime.seconds($0) })
        else { throw CredentialsError(.refused, "'\(file.path)' holds no token of a single sign-on; \(advice)") }
        self.accessToken = accessToken
        self.expiresAt = expiresAt
        grant = Grant(file)
    }

    /// Whether text may be presented as a token in a header.
    static func isToken(_ text: Secret<String>) -> Bool {
        text.exposed.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}

extension SSOToken.Grant {
    /// Reads what a new token is asked for with.
    ///
    /// - Returns: nil when a part of it is absent.
    fileprivate init?(_ file: TokenFile) {
        guard let refreshToken = file.secret("refreshToken"), let clientID = file["clientId"]?.text,
            let clientSecret = file.secret("clientSecret"),
            let registrationExpiresAt = file["registrationExpiresAt"]?.text.flatMap({ CredentialTime.seconds($0) })
        else { return nil }
        self.init(
            refreshToken: refreshToken,
            clientID: clientID,
            clientSecret: clientSecret,
            registrationExpiresAt: registrationExpiresAt
        )
    }
}
