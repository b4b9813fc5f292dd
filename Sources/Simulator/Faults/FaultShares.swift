/// How large a share of each operation's calls goes wrong, and how; none by default.
package struct FaultShares: Sendable, Hashable {
    /// The shares by operation and kind, in hundredths of a percent.
    private var shares: [SimulatedOperation: [FaultKind: Int]] = [:]

    /// Makes shares by which no call goes wrong.
    package init() {}

    /// Makes shares out of rules; a later rule replaces an earlier one of the same operation and kind.
    package init(_ rules: some Sequence<FaultRule>) {
        for rule in rules { apply(rule) }
    }

    /// Takes in one more rule.
    package mutating func apply(_ rule: FaultRule) {
        for operation in rule.operation.map({ [$0] }) ?? SimulatedOperation.allCases {
            shares[operation, default: [:]][rule.kind] = rule.basisPoints
        }
    }

    /// The first operation of which more than all calls would have to go wrong: no one can play that.
    ///
    /// - Returns: nil when the rules can all hold.
    package var overbookedOperation: SimulatedOperation? {
        SimulatedOperation.allCases.first { (shares[$0]?.values.reduce(0, +) ?? 0) > 10_000 }
    }

    /// Decides how one call goes wrong.
    ///
    /// - Parameters:
    ///   - operation: the call's operation.
    ///   - draw: a random number from 0 to 9,999.
    /// - Returns: nil when the call goes well.
    func fault(of operation: SimulatedOperation, draw: Int) -> FaultKind? {
        guard let shares = shares[operation] else { return nil }
        var bound = 0
        // In the fixed order of the kinds: a dictionary's own order would change from run to run.
        for kind in FaultKind.allCases {
            bound += shares[kind] ?? 0
            if draw < bound { return kind }
        }
        return nil
    }
}
