import AWSSigning
import Support

/// The credentials of a role for which a token of another identity provider is shown.
struct WebIdentityCredentials: CredentialsProvider {
    /// The role.
    private let role: WebIdentityRole
    /// What reads the file of the token.
    private let files: any FileReader
    /// What takes roles on.
    private let office: RoleOffice

    /// Makes a provider.
    ///
    /// - Parameters:
    ///   - role: the role.
    ///   - files: what reads the file of the token.
    ///   - office: what takes roles on.
    init(_ role: WebIdentityRole, files: any FileReader, office: RoleOffice) {
        self.role = role
        self.files = files
        self.office = office
    }

    /// Reads the token, which is replaced in time, and takes the role on with it.
    ///
    /// - Throws: `CredentialsError` when the token cannot be read, or the role is not given.
    func credentials() async throws(CredentialsError) -> ProvidedCredentials {
        let bytes: [UInt8]?
        do throws(FileReadingError) {
            bytes = try files.contents(of: role.tokenFile)
        } catch {
            throw trouble("cannot be read: \(error.reason)")
        }
        guard let bytes else { throw trouble("does not exist") }
        guard let token = String(validating: bytes, as: UTF8.self)?.trimmingBlanks(), !token.isEmpty else {
            throw trouble("holds no token")
        }
        return try await office.assume(role, showing: Secret(token))
    }

    /// Tells what is wrong with the file of the token.
    private func trouble(_ words: String) -> CredentialsError {
        CredentialsError(.configuration, "the web identity token file '\(role.tokenFile)' (\(role.place)) \(words)")
    }
}

/// A role for which a token of another identity provider is shown, as pods of EKS and jobs of GitHub have one.
struct WebIdentityRole: Hashable, Sendable {
    /// The role's ARN.
    let arn: String
    /// The file of the token, which is replaced in time and therefore read for every call.
    let tokenFile: String
    /// How the session is named in AWS's own records; nil for a name of ours.
    let sessionName: String?
    /// Where this is written: a profile, or variables.
    let place: SettingSource
}

extension WebIdentityRole {
    /// Reads the role that the environment names.
    ///
    /// - Throws: `CredentialsError`, `absent` when it names no file of a token, and `configuration` when it names no role.
    static func read(_ environment: AWSEnvironment) throws(CredentialsError) -> WebIdentityRole {
        let variable = "AWS_WEB_IDENTITY_TOKEN_FILE"
        guard let file = environment[variable] else {
            throw CredentialsError(.absent, "\(variable) is not set")
        }
        guard let arn = environment["AWS_ROLE_ARN"] else {
            throw CredentialsError(.configuration, "\(variable) is set, and AWS_ROLE_ARN, the role to take on, is not")
        }
        return WebIdentityRole(
            arn: arn,
            tokenFile: environment.expanded(file) ?? file,
            sessionName: environment["AWS_ROLE_SESSION_NAME"],
            place: .environment(variable: variable)
        )
    }
}
