package import HumanLoops

extension HumanLoopSummary {
    /// Makes the row of a loop.
    package init(_ loop: HumanLoop) {
        self.init(
            name: loop.name,
            status: loop.status,
            creationTime: loop.creationTime,
            flowDefinitionARN: loop.flowDefinitionARN,
            failureReason: loop.failureReason
        )
    }
}
