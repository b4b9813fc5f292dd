/// The account and region that a manifest says its loops are in; compared with the ARN of every loop described.
package struct CleanupTarget: Sendable, Hashable {
    /// The account's twelve digits; nil when neither `target` nor an ARN of the manifest says.
    package var account: String?
    /// The region; nil when neither `target` nor an ARN says: the flag, the environment or the profile does.
    package var region: String?

    /// Makes a target from its parts.
    package init(account: String? = nil, region: String? = nil) {
        self.account = account
        self.region = region
    }
}
