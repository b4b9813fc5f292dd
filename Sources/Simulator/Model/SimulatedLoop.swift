package import HumanLoops

/// What many simulated loops have in common; it is kept once for all of them.
package struct LoopTemplate: Sendable, Hashable {
    package var flowDefinitionARN: String
    package var status = HumanLoopStatus.inProgress
    /// What a stop leads to while a worker holds the task; nil when no one does, and a stop ends at once in `Stopped`.
    package var workers: ScheduledEnd?
    /// How a loop in progress ends if no one stops it; nil for never.
    package var ends: ScheduledEnd?
    /// Why a loop that is `Failed` failed, in a word; `InternalError` by default.
    package var failureCode = "InternalError"
    /// Why a loop that is `Failed` failed, in a sentence.
    package var failureReason = "The simulated loop failed"
    /// Where the answers of a `Completed` loop are in S3, `{name}` standing for the loop's name; nil for no place.
    package var output: String?

    func output(of name: HumanLoopName) -> String? {
        output.map { $0.split(separator: "{name}", omittingEmptySubsequences: false).joined(separator: name.rawValue) }
    }
}

package struct ScheduledEnd: Sendable, Hashable {
    /// Zero means at once.
    package var after: Duration
    package var status: HumanLoopStatus
}

struct SimulatedLoop: Sendable {
    let template: Int
    let creationTime: Timestamp
    var phase: LoopPhase
}

/// The state of a simulated loop, and what time alone will make of it.
///
/// A phase is looked at with the time of the look: nothing has to happen while no call comes.
enum LoopPhase: Sendable, Hashable {
    case settled(HumanLoopStatus)
    case changing(HumanLoopStatus, at: Timestamp, to: HumanLoopStatus)
    case deleted(at: Timestamp, was: HumanLoopStatus)

    /// The status that a stop or a delete meets at a moment; nil when there is nothing to act upon.
    func status(at moment: Timestamp, _ variants: ServiceVariants) -> HumanLoopStatus? {
        switch self {
        case .settled(let status): return status
        case .changing(let status, let change, let next): return moment < change ? status : next
        case .deleted(let deletion, _):
            let isVisible = variants.deletion == .visible && moment < deletion + variants.deletionVisibleFor
            return isVisible ? .deleting : nil
        }
    }

    /// The status that DescribeHumanLoop shows at a moment; nil when the loop cannot be described.
    func describedStatus(at moment: Timestamp, _ variants: ServiceVariants) -> HumanLoopStatus? {
        if case .deleted(let deletion, let old) = self, variants.deletion == .stale {
            return moment < deletion + variants.deletionVisibleFor ? old : nil
        }
        return status(at: moment, variants)
    }

    /// The status that ListHumanLoops shows at a moment; nil when the loop is not listed.
    func listedStatus(at moment: Timestamp, _ variants: ServiceVariants) -> HumanLoopStatus? {
        if case .deleted(let deletion, let old) = self, moment < deletion + variants.deletionListedFor { return old }
        return describedStatus(at: moment, variants)
    }
}
