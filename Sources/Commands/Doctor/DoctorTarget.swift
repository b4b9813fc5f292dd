import CleanupEngine
import CleanupManifest

/// What a file of manifests says of the account and the region.
struct DoctorTarget: Sendable {
    /// The region; nil when no manifest says.
    private(set) var region: String?
    /// The account; nil when no manifest says.
    private(set) var account: String?

    /// Makes a target that says nothing.
    init() {}

    /// Takes what the manifests of a file agree on.
    ///
    /// - Throws: `CommandFailure` when they are for several regions or accounts, of which only one can be looked at.
    init(manifests: [CleanupManifest]) throws(CommandFailure) {
        region = try Self.only(manifests.map(\.target.region), "regions")
        account = try Self.only(manifests.map(\.target.account), "accounts")
    }

    /// The one value among some.
    ///
    /// - Returns: nil when there is none.
    private static func only(_ values: [String?], _ what: String) throws(CommandFailure) -> String? {
        let found = Set(values.compactMap { $0 }).sorted()
        guard found.count < 2 else {
            throw CommandFailure(
                .usage,
                "the manifests are for several \(what) (\(found.joined(separator: ", "))): have a file for each"
            )
        }
        return found.first
    }
}
