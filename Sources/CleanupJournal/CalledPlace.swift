import Support

/// Where a plan, a run or a journal calls: what continues or follows it must call the same place.
package struct CalledPlace: Sendable, Hashable {
    /// The account that the manifest asserts, else that of the credentials; nil when no one told.
    package var account: String?
    package var region: String
    /// The endpoint that was called, a URL; nil for a simulated service, which has another one each time.
    package var endpoint: String?

    package init(account: String?, region: String, endpoint: String?) {
        self.account = account
        self.region = region
        self.endpoint = endpoint
    }

    /// Whether it is the same place, as far as is known of both: not every kind of credentials tells its account.
    package func agrees(with other: CalledPlace) -> Bool {
        region == other.region && endpoint == other.endpoint
            && (account == nil || other.account == nil || account == other.account)
    }

    package var isSimulated: Bool { endpoint == nil }

    /// What is said of a plan that was made in such a place; `fleet` are the words that name its fleet after `simulate`.
    package static func rehearsedPlan(of fleet: String) -> String {
        "a plan of a rehearsal, which cannot be carried out: for several steps serve the fleet with "
            + "`loopsweep simulate \(fleet)`"
    }

    /// The options of a command that is to call the same place again.
    package var options: String {
        let isOwn = endpoint.map { !$0.contains(".amazonaws.com") } ?? false
        return OptionWords.text([("--region", region), ("--endpoint-url", isOwn ? endpoint : nil)])
    }

    var text: String { "\(summary) at \(endpoint ?? "a simulated service")" }

    /// The account and the region: `account 123456789012, us-east-1`.
    var summary: String { "\(account.map { "account \($0), " } ?? "")\(region)" }

    /// The place as an operator knows it: AWS's own endpoints are not named.
    package var label: String {
        switch endpoint {
        case nil: "\(summary), rehearsal on a simulated service"
        case let endpoint? where endpoint.contains(".amazonaws.com"): summary
        case let endpoint?: "\(summary), at \(endpoint)"
        }
    }
}
