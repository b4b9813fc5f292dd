/// How large a share of an operation's calls goes wrong in one way.
package struct FaultRule: Sendable, Hashable {
    /// Whose calls go wrong; nil for those of every operation.
    package var operation: SimulatedOperation?
    /// How they go wrong.
    package var kind: FaultKind
    /// Their share in hundredths of a percent, 0 to 10,000.
    package var basisPoints: Int

    /// Makes a rule from its parts.
    package init(operation: SimulatedOperation?, kind: FaultKind, basisPoints: Int) {
        self.operation = operation
        self.kind = kind
        self.basisPoints = basisPoints
    }
}
