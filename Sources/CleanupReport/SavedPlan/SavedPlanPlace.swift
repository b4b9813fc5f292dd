/// Where the calls of a saved plan went: the run that follows it must call the same place.
package struct SavedPlanPlace: Sendable, Hashable {
    /// The account that the manifest asserts, else that of the credentials; nil when no one told.
    package var account: String?
    /// The region that was called.
    package var region: String
    /// The endpoint that was called, a URL; nil for a simulated service, which has another one each time.
    package var endpoint: String?

    /// Makes a place from its parts.
    package init(account: String?, region: String, endpoint: String?) {
        self.account = account
        self.region = region
        self.endpoint = endpoint
    }

    /// Whether it is the same place, as far as is known of both: not every kind of credentials tells its account.
    package func agrees(with other: SavedPlanPlace) -> Bool {
        region == other.region && endpoint == other.endpoint
            && (account == nil || other.account == nil || account == other.account)
    }

    /// The place for a person.
    var text: String {
        let called = endpoint ?? "a simulated service"
        return "\(account.map { "account \($0), " } ?? "")\(region) at \(called)"
    }
}
