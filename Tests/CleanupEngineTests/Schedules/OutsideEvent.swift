import HumanLoops

/// Something that happens to a loop without the run: its workers, its owner or another client did it.
struct OutsideEvent: Hashable, Sendable {
    /// What may happen to a loop.
    enum Change: Hashable, Sendable {
        /// It ends by itself in a status, if it has not ended.
        case ends(HumanLoopStatus)
        /// Somebody else stops it, if it is in progress.
        case isStopped
        /// Somebody else deletes it, whatever it is.
        case vanishes
        /// Somebody else deletes it and starts another of the same name.
        case isReborn(RestlessLoop)
        /// The service begins to call its status something that nobody knows.
        case isArchived
    }

    /// When it happens.
    let at: Duration
    /// To which loop.
    let name: HumanLoopName
    /// What happens.
    let change: Change

    /// Lets it happen.
    func apply(to history: inout LoopHistory) {
        let now = history.seen(at: at)
        switch change {
        case .ends(let status):
            guard var loop = history.current, now?.status == .inProgress || now?.status == .stopping else { return }
            loop.loop.status = status
            loop.stoppedAt = nil
            history.change(to: loop, at: at)
        case .isStopped:
            guard var loop = history.current, now?.status == .inProgress else { return }
            loop.stoppedAt = at
            history.change(to: loop, at: at)
        case .vanishes:
            history.change(to: nil, at: at)
        case .isReborn(let loop):
            history.bear(loop, at: at)
        case .isArchived:
            guard var loop = history.current, now?.status == .inProgress else { return }
            loop.loop.status = .other("Archived")
            history.change(to: loop, at: at)
        }
    }
}
