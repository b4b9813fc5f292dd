import HumanLoops

/// The loops that a document keeps in the place of duplicates, by name.
struct KeptLoops {
    /// One `keptInstead`.
    struct Claim {
        /// The kept loop.
        let loop: StayingLoop
        /// The first loop in whose place it is kept.
        let duplicate: HumanLoopName
        /// Where its name is.
        let place: TextPlace
    }

    /// The first claim of each name.
    private(set) var claims: [HumanLoopName: Claim] = [:]

    /// Whether nothing is kept so.
    var isEmpty: Bool { claims.isEmpty }

    /// The first claim of a name; nil when the loop is not kept so.
    subscript(name: HumanLoopName) -> Claim? { claims[name] }

    /// Takes in one more claim.
    ///
    /// - Returns: the first claim of the name, which may be this one.
    mutating func add(_ claim: Claim) -> Claim {
        if let first = claims[claim.loop.name] { return first }
        claims[claim.loop.name] = claim
        return claim
    }
}
