import Support

/// A role that is assumed with other credentials.
struct AssumableRole: Hashable, Sendable {
    let arn: String
    /// How the session is named in AWS's own records; nil for a name of ours.
    let sessionName: String?
    /// What the role's owner has agreed on with us, which is secret; nil when nothing was.
    let externalID: String?
    /// How long the credentials are to be valid; nil for the role's own choice.
    let duration: Duration?
    /// The profile that names the role.
    let profile: String
    /// Whether it names a duration that is no number.
    var hasUnreadDuration = false
}

extension AssumableRole {
    /// Reads the role of a profile; nil when it names none, or one for which a token is shown.
    ///
    /// The profile that was asked for may be another one that leads here.
    init?(_ profile: CredentialProfile, askedFor asked: String) throws(CredentialError) {
        guard let arn = profile["role_arn"], profile["web_identity_token_file"] == nil else { return nil }
        if profile["mfa_serial"] != nil {
            throw profile.error(
                "role '\(arn)' asks for an MFA code (mfa_serial), which cannot be typed here; get its keys with "
                    + "`eval \"$(aws configure export-credentials --profile \(asked) --format env)\"`, "
                    + "then do without the profile"
            )
        }
        self.init(
            arn: arn,
            sessionName: profile["role_session_name"],
            externalID: profile["external_id"],
            duration: try Self.duration(of: profile),
            profile: profile.name,
            hasUnreadDuration: profile["duration_seconds"].map { Int($0) == nil } ?? false
        )
    }

    /// How long the role's credentials are to be valid; nil when the profile does not say, or as for the AWS CLI no number.
    private static func duration(of profile: CredentialProfile) throws(CredentialError) -> Duration? {
        guard let seconds = profile["duration_seconds"].flatMap({ Int($0) }) else { return nil }
        guard (900...43_200).contains(seconds) else {
            throw profile.error("duration_seconds is not from 900 to 43200: '\(seconds)'")
        }
        return .seconds(seconds)
    }

    /// Assumes the role at STS; the error names it when it is not given.
    func assume(
        with credentials: ProvidedCredentials,
        at sts: AWSConfiguration,
        _ context: CredentialContext
    ) async throws(CredentialError) -> ProvidedCredentials {
        let client = STSClient(
            configuration: sts,
            credentials: StaticCredentials(credentials),
            tools: context.calls
        )
        do throws(AWSCallError) {
            var provided = try await client.assume(self, sessionName: context.sessionName)
            provided.source += ", through \(credentials.source)"
            if hasUnreadDuration { provided.source += "; duration_seconds is not a number, and does not count" }
            return provided
        } catch {
            throw CredentialError(
                error.failure,
                from: "STS, asked for role '\(arn)' (profile '\(profile)') with \(credentials.source),",
                advice: "the role must trust that caller, and the caller be allowed sts:AssumeRole on it"
            ).hiding([externalID].compactMap { $0 })
        }
    }
}
