import HumanLoops

/// The accounts and regions of all the ARNs of a manifest that must agree with its target.
struct ResourceHomes {
    /// One home, and the ARNs that are in it.
    struct Claim {
        /// The account and region.
        var home: ResourceHome
        /// Where the first ARN is.
        var place: TextPlace
        /// How many ARNs there are.
        var count: Int
    }

    /// The homes, in the order of their first ARN.
    private(set) var claims: [Claim] = []

    /// Takes in the home of one more ARN.
    mutating func add(_ arn: AmazonResourceName, at place: TextPlace) {
        let home = ResourceHome(arn)
        // Nearly every manifest has one home, and few have more than two.
        if let index = claims.firstIndex(where: { $0.home == home }) {
            claims[index].count += 1
        } else {
            claims.append(Claim(home: home, place: place, count: 1))
        }
    }
}
