import CleanupEngine

/// Where a run's journal and lock are kept, and how a run is resumed, as it was decided.
struct JournalOptions: Hashable, Sendable {
    /// Whether an earlier run is resumed.
    var isResumed: Bool
    /// Where journals and locks are kept; nil when no one names a place.
    var state: StateDirectory?
    /// What happens when another run of the manifest goes on.
    var lock: LockPolicy

    /// Hands out the state directory.
    ///
    /// - Throws: `CommandFailure` when there is none.
    func requireState() throws(CommandFailure) -> StateDirectory {
        guard let state else {
            throw CommandFailure(
                .usage,
                "there is no HOME to keep the run's journal and lock in: name a folder with --state-dir, or give "
                    + "--report jsonl=PATH and --lock off"
            )
        }
        return state
    }
}
