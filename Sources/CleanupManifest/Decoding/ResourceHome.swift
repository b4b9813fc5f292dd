import HumanLoops

/// The account and region that an ARN says its resource is in.
struct ResourceHome: Hashable {
    /// The account's twelve digits.
    var account: String
    /// The region.
    var region: String

    /// Takes the account and region from an ARN.
    init(_ arn: AmazonResourceName) {
        account = arn.account
        region = arn.region
    }
}
