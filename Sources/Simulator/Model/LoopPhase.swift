import HumanLoops

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
