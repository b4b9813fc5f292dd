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
