package import HumanLoops

extension HumanLoopQuery {
    /// Whether a list of this query holds a loop; a loop at the very bound of the times is not held.
    package func includes(_ loop: HumanLoop) -> Bool {
        loop.flowDefinitionARN == flowDefinitionARN
            && (createdAfter.map { loop.creationTime > $0 } ?? true)
            && (createdBefore.map { loop.creationTime < $0 } ?? true)
    }
}
