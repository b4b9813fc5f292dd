import HumanLoops

/// The settings that one place of a manifest gives; what it does not give is nil.
struct SettingsOverride: Hashable {
    /// Why the loop is removed.
    var reason: String?
    /// What happens to a loop that is `InProgress`.
    var onInProgress: InProgressPolicy?
    /// What happens to a loop that is `Completed`.
    var onCompleted: TerminalPolicy?
    /// What happens to a loop that is `Failed`.
    var onFailed: TerminalPolicy?
    /// What a missing loop counts as.
    var onMissing: MissingPolicy?
    /// What the loop must be, part by part.
    var expectation = LoopExpectation()
    /// The statuses that the loop may have when it is first touched, in the order of the API.
    var statuses: [HumanLoopStatus]?
    /// The kept duplicate of the loop; no default and no list gives one.
    var keptInstead: StayingLoop?

    /// Puts what is given here in the place of what other settings say, also part by part of an expectation.
    func applied(to base: LoopSettings) -> LoopSettings {
        LoopSettings(
            reason: reason ?? base.reason,
            onInProgress: onInProgress ?? base.onInProgress,
            onCompleted: onCompleted ?? base.onCompleted,
            onFailed: onFailed ?? base.onFailed,
            onMissing: onMissing ?? base.onMissing,
            expectation: LoopExpectation(
                flowDefinitionARN: expectation.flowDefinitionARN ?? base.expectation.flowDefinitionARN,
                createdAfter: expectation.createdAfter ?? base.expectation.createdAfter,
                createdBefore: expectation.createdBefore ?? base.expectation.createdBefore
            ),
            statuses: statuses ?? base.statuses,
            keptInstead: keptInstead ?? base.keptInstead
        )
    }
}
