package import HumanLoops

/// What many simulated loops have in common; it is kept once for all of them.
package struct LoopTemplate: Sendable, Hashable {
    /// The ARN of the flow definition the loops were started with.
    package var flowDefinitionARN: String
    /// The status that the loops have when the simulation begins.
    package var status: HumanLoopStatus
    /// What a stop leads to while a worker holds the task; nil when no one does, and a stop ends at once in `Stopped`.
    package var workers: ScheduledEnd?
    /// How a loop in progress ends if no one stops it; nil for never.
    package var ends: ScheduledEnd?
    /// Why a loop that is `Failed` failed, in a word; `InternalError` by default.
    package var failureCode = "InternalError"
    /// Why a loop that is `Failed` failed, in a sentence.
    package var failureReason = "The simulated loop failed"
    /// Where the answers of a `Completed` loop are in S3; nil for nowhere.
    ///
    /// `{name}` stands for the loop's name.
    package var output: String?

    /// Makes a template; no one works on its loops, and they do not end by themselves.
    package init(flowDefinitionARN: String, status: HumanLoopStatus = .inProgress) {
        self.flowDefinitionARN = flowDefinitionARN
        self.status = status
    }
}

extension LoopTemplate {
    /// Where the answers of one loop are.
    ///
    /// - Returns: nil when the template tells no place.
    func output(of name: HumanLoopName) -> String? {
        output.map { $0.split(separator: "{name}", omittingEmptySubsequences: false).joined(separator: name.rawValue) }
    }
}

/// What becomes of a loop by itself, and when.
package struct ScheduledEnd: Sendable, Hashable {
    /// How long it takes; zero means at once.
    package var after: Duration
    /// The status that the loop ends in.
    package var status: HumanLoopStatus

    /// Makes an end from its parts.
    package init(after: Duration, status: HumanLoopStatus) {
        self.after = after
        self.status = status
    }
}

/// What the simulator keeps of one loop beside its name: little, because there may be a million of them.
struct LoopRecord: Sendable {
    /// Which template of its account the loop follows.
    let template: Int
    /// When it was started.
    let creationTime: Timestamp
    /// Where it stands.
    var phase: LoopPhase
}

/// Where a simulated loop stands, and what time alone will make of it.
///
/// A phase is looked at with the time of the look: nothing has to happen while no one asks.
enum LoopPhase: Sendable, Hashable {
    /// The status stays as it is until someone acts.
    case settled(HumanLoopStatus)
    /// The status changes by itself at a moment.
    case changing(HumanLoopStatus, at: Timestamp, to: HumanLoopStatus)
    /// A delete was accepted at a moment, when the loop had this status.
    case deleted(at: Timestamp, was: HumanLoopStatus)

    /// The status that a stop or a delete meets at a moment.
    ///
    /// - Returns: nil when there is nothing to act upon.
    func status(at moment: Timestamp, _ variants: ServiceVariants) -> HumanLoopStatus? {
        switch self {
        case .settled(let status):
            return status
        case .changing(let status, let change, let next):
            return moment < change ? status : next
        case .deleted(let deletion, _):
            let isVisible = variants.deletion == .visible && moment < deletion + variants.deletionVisibleFor
            return isVisible ? .deleting : nil
        }
    }

    /// The status that DescribeHumanLoop shows at a moment.
    ///
    /// - Returns: nil when the loop cannot be described.
    func describedStatus(at moment: Timestamp, _ variants: ServiceVariants) -> HumanLoopStatus? {
        if case .deleted(let deletion, let old) = self, variants.deletion == .stale {
            return moment < deletion + variants.deletionVisibleFor ? old : nil
        }
        return status(at: moment, variants)
    }

    /// The status that ListHumanLoops shows at a moment.
    ///
    /// - Returns: nil when the loop is not listed.
    func listedStatus(at moment: Timestamp, _ variants: ServiceVariants) -> HumanLoopStatus? {
        if case .deleted(let deletion, let old) = self, moment < deletion + variants.deletionListedFor { return old }
        return describedStatus(at: moment, variants)
    }
}
