import CleanupManifest
import HumanLoops

/// The claims about loops of one flow definition, which one list may settle.
struct AbsenceListing: Sendable {
    /// The claims, as indices.
    private(set) var claims: [Int] = []
    /// Which loops are asked for.
    private(set) var rule: SelectionRule

    /// Groups claims by flow definition; those that name none are in no group.
    ///
    /// - Returns: the groups in the order of their first claims.
    static func groups(of claims: [AbsenceClaim]) -> [AbsenceListing] {
        var groups: [AbsenceListing] = []
        var places: [String: Int] = [:]
        for (index, claim) in claims.enumerated() {
            guard let arn = claim.identity.flowDefinitionARN else { continue }
            if let place = places[arn] {
                groups[place].add(index, claim)
            } else {
                places[arn] = groups.count
                groups.append(AbsenceListing(index, claim, of: arn))
            }
        }
        return groups
    }

    /// Begins a group.
    private init(_ index: Int, _ claim: AbsenceClaim, of arn: String) {
        claims = [index]
        rule = SelectionRule(
            flowDefinitionARN: arn,
            createdAfter: claim.identity.createdAfter,
            createdBefore: claim.identity.createdBefore
        )
    }

    /// Adds a claim, and widens the times to its own.
    private mutating func add(_ index: Int, _ claim: AbsenceClaim) {
        claims.append(index)
        rule.createdAfter = Self.pick(rule.createdAfter, claim.identity.createdAfter, min)
        rule.createdBefore = Self.pick(rule.createdBefore, claim.identity.createdBefore, max)
    }

    /// How many pages are worth asking for: half as many as there are claims, each of which would take a describe.
    var pageLimit: Int { max(1, claims.count / 2) }

    /// Chooses the wider of two bounds; no bound is the widest.
    private static func pick(
        _ one: Timestamp?,
        _ other: Timestamp?,
        _ wider: (Timestamp, Timestamp) -> Timestamp
    ) -> Timestamp? {
        guard let one, let other else { return nil }
        return wider(one, other)
    }
}
