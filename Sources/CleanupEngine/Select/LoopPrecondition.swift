package import CleanupManifest
package import HumanLoops

/// What was known of a loop when it was chosen, by a rule's list or by a plan: what its first description must still match.
///
/// It is shared by reference, so that a loop without one costs no room for it.
package final class LoopPrecondition: Sendable {
    package let status: HumanLoopStatus?
    package let creationTime: Timestamp?
    package let flowDefinitionARN: String?
    package let isLeftAlone: Bool
    /// The statuses that it was chosen for, in which it must still be; empty for any.
    package let statuses: [HumanLoopStatus]
    /// Whether the loop is kept when it turns out to be `Completed`: it was chosen as a duplicate without an answer.
    package let keepsAnswer: Bool
    package let keptInstead: KeptDuplicate?
    /// Which rule keeps it in the place of its duplicates, from 0; nil when none does.
    package let keeper: Int?
    /// What an earlier part of the same run left of the loop; nil when there was none.
    package let trace: LoopTrace?
    package let isKept: Bool

    package init(
        status: HumanLoopStatus? = nil,
        creationTime: Timestamp? = nil,
        flowDefinitionARN: String? = nil,
        isLeftAlone: Bool = false,
        statuses: [HumanLoopStatus] = [],
        keepsAnswer: Bool = false,
        keptInstead: KeptDuplicate? = nil,
        keeper: Int? = nil,
        trace: LoopTrace? = nil,
        isKept: Bool = false
    ) {
        self.status = status
        self.creationTime = creationTime
        self.flowDefinitionARN = flowDefinitionARN
        self.isLeftAlone = isLeftAlone
        self.statuses = statuses
        self.keepsAnswer = keepsAnswer
        self.keptInstead = keptInstead
        self.keeper = keeper
        self.trace = trace
        self.isKept = isKept || keeper != nil
    }

    /// The same precondition of a loop that is kept.
    var kept: LoopPrecondition { copy(isKept: true) }

    /// The same precondition with the kept duplicate that another document's rule told of; its own one stays.
    func withKeptDuplicate(_ keptInstead: KeptDuplicate?) -> LoopPrecondition {
        keptInstead == nil ? self : copy(keptInstead: keptInstead)
    }

    /// The same precondition with what a rule's list tells besides.
    func joined(to listed: LoopPrecondition) -> LoopPrecondition {
        copy(
            identity: creationTime == nil ? (listed.creationTime, listed.flowDefinitionARN) : nil,
            keptInstead: listed.keptInstead,
            keeper: listed.keeper,
            isKept: listed.isKept
        )
    }

    /// The same precondition of a loop that an earlier part of the run was told to be of this identity.
    func identified(by trace: LoopTrace?) -> LoopPrecondition {
        guard let trace, let creationTime = trace.creationTime else { return self }
        return copy(identity: (creationTime, trace.flowDefinitionARN))
    }

    /// A copy of another identity, where one is given, with what is told besides.
    private func copy(
        identity: (creationTime: Timestamp?, flowDefinitionARN: String?)? = nil,
        keptInstead: KeptDuplicate? = nil,
        keeper: Int? = nil,
        isKept: Bool = false
    ) -> LoopPrecondition {
        let (creationTime, flowDefinitionARN) = identity ?? (creationTime, flowDefinitionARN)
        return LoopPrecondition(
            status: status,
            creationTime: creationTime,
            flowDefinitionARN: flowDefinitionARN,
            isLeftAlone: isLeftAlone,
            statuses: statuses,
            keepsAnswer: keepsAnswer,
            keptInstead: self.keptInstead ?? keptInstead,
            keeper: self.keeper ?? keeper,
            trace: trace,
            isKept: self.isKept || isKept
        )
    }

    /// Finds out, at every look, whether the rule that found the loop no longer wants it removed because it has an answer.
    ///
    /// - Returns: why it is kept; nil when it is not.
    func reservation(about loop: HumanLoop) -> String? {
        keepsAnswer && loop.status == .completed ? "completed after it was chosen, and keep is completed" : nil
    }

    /// Decides against a loop that is no longer what it was; nil when it is the same loop and no more alive.
    func objection(to loop: HumanLoop) -> LoopDecision? {
        if isKept {
            let who = keeper.map { "rule \($0 + 1) keeps it" } ?? "it is kept"
            return .refusal(.keptForDuplicates, "\(who), in the place of duplicates that are removed")
        }
        guard let creationTime else {
            return trace == nil ? .refusal(.appeared, "it was not there when it was reviewed") : nil
        }
        guard creationTime == loop.creationTime else { return .reborn(loop, expected: creationTime) }
        guard flowDefinitionARN == loop.flowDefinitionARN else {
            let (seen, known) = (loop.flowDefinitionARN ?? "not told", flowDefinitionARN ?? "not told")
            return .refusal(.reborn, "its flow definition is \(seen), and that of the loop reviewed \(known)")
        }
        // A name that was only identified has no status to compare.
        guard let status, Self.liveliness(of: loop.status) > Self.liveliness(of: status) else { return nil }
        return .refusal(.statusWentBack, "it is \(loop.status), and was \(status) when it was reviewed")
    }

    /// Decides against changing a loop that the reviewed plan leaves alone.
    ///
    /// - Returns: nil when nothing would be done, or the plan does something with it too.
    func objection(to decision: LoopDecision) -> LoopDecision? {
        if case .end = decision.proposal { return nil }
        return isLeftAlone ? .refusal(.notPlanned, "the plan that was reviewed leaves it alone") : nil
    }

    /// How much work a removal in this status would undo: people may be working on what is in progress.
    private static func liveliness(of status: HumanLoopStatus) -> Int {
        switch status {
        case .completed, .failed, .stopped, .deleting: 0
        case .stopping, .other: 1
        case .inProgress: 2
        }
    }
}

extension SelectionRule {
    /// Whether a loop that was chosen in a status is kept when it turns out to be `Completed`.
    package func keepsAnswer(chosenAs status: HumanLoopStatus?) -> Bool {
        duplicates?.keep == .completed && status != .completed
    }
}

extension LoopEntry {
    /// Makes the entry of a loop that a rule found; `index` is the rule's.
    package init(name: HumanLoopName, of rule: SelectionRule, at index: Int) {
        self.init(name: name, settings: rule.settings, line: rule.line, column: rule.column, rule: index)
    }
}

extension KeptDuplicate {
    /// Decides against removing a duplicate because of what has become of the kept one.
    ///
    /// It must still be there, and the same. And it must be able to bring an answer if the duplicate can: completed, or in
    /// progress, where the duplicate is one of both.
    ///
    /// - Returns: nil when nothing is lost with the duplicate.
    package func objection(to duplicate: HumanLoop, seen: HumanLoop?) -> LoopDecision? {
        guard let seen else { return .refusal(.keptDuplicateGone, "\(phrase) is gone") }
        guard seen.creationTime == creationTime else {
            let message = "\(phrase) was created at \(creationTime), and the one there now at \(seen.creationTime)"
            return .refusal(.keptDuplicateGone, message)
        }
        guard seen.flowDefinitionARN == duplicate.flowDefinitionARN else {
            let message = "\(phrase) belongs to the flow definition \(seen.flowDefinitionARN ?? "not told") now"
            return .refusal(.keptDuplicateGone, message)
        }
        guard seen.status.isKnownToBeThere else { return .refusal(.keptDuplicateGone, "\(phrase) is \(seen.status)") }
        let (own, prospect) = (duplicate.status.prospectOfAnswer, seen.status.prospectOfAnswer)
        let hasLostNothing = prospect >= status.prospectOfAnswer || prospect >= own
        guard hasLostNothing, prospect >= min(own, HumanLoopStatus.inProgress.prospectOfAnswer) else {
            let message = "\(phrase) was \(status) and is \(seen.status) now, and this loop is \(duplicate.status)"
            return .refusal(.keptDuplicateWithoutAnswer, message)
        }
        return nil
    }

    /// The same loop as it is now; as it was when it is another one by now, or missing.
    func updated(to seen: HumanLoop?) -> KeptDuplicate {
        guard let seen, seen.creationTime == creationTime else { return self }
        return KeptDuplicate(name: name, status: seen.status, creationTime: creationTime)
    }

    /// The error of a look at it, as it is told of a duplicate.
    func naming(_ error: HumanLoopServiceError) -> HumanLoopServiceError {
        var error = error
        let words = error.message.isEmpty ? error.code : error.message
        error.message = "\(phrase) could not be looked at: \(words)"
        return error
    }

    private var phrase: String { "'\(name)', which stays in its place," }
}
