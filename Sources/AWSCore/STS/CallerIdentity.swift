/// Whom AWS takes the caller for.
package struct CallerIdentity: Hashable, Sendable {
    /// The account, twelve digits.
    package let account: String
    /// The user, the role's session or the root user.
    package let arn: String
    /// AWS's own id of the caller; of a role's session it ends in the session's name.
    package let userID: String

    /// Makes an identity from its parts.
    package init(account: String, arn: String, userID: String) {
        self.account = account
        self.arn = arn
        self.userID = userID
    }
}
