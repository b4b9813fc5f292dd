import AWSSigning
import Support

/// A role that is taken on with other credentials.
struct AssumableRole: Hashable, Sendable {
    /// The role's ARN.
    let arn: String
    /// How the session is named in AWS's own records; nil for a name of ours.
    let sessionName: String?
    /// What the role's owner has agreed on with us; nil when nothing was.
    let externalID: String?
    /// How long the credentials are to be valid; nil for the role's own choice.
    let duration: Duration?
    /// The profile that names the role.
    let profile: String
}
