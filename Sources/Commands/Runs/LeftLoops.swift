import CleanupEngine
import CleanupJournal
import CleanupReport
import HumanLoops

/// What became of the loops that a run left: a follow-up, or a new run, may have deleted them.
enum LeftLoops {
    /// Finds the journals of later runs in the same place in which every loop is gone that a run left.
    ///
    /// - Returns: the paths, of any manifest; empty when some loops may still be there, or the run left none.
    static func closers(of run: KeptRun, among runs: [KeptRun]) -> [String] {
        guard run.state == .workLeft, let start = run.start, !start.isSimulated else { return [] }
        let later = runs.filter { isLater($0, than: start) }.sorted { $0.began < $1.began }
        guard !later.isEmpty, let file = try? JournalFile(path: run.path, isContinued: false),
            var left = file.leftLoops, !left.isEmpty
        else { return [] }
        var closers: [String] = []
        for other in later where !left.isEmpty {
            guard let file = try? JournalFile(path: other.path, isContinued: false) else { continue }
            if file.takeGone(outOf: &left) { closers.append(other.path) }
        }
        return left.isEmpty ? closers : []
    }

    /// Whether a run began later in the same place, and may tell of loops that are gone.
    private static func isLater(_ run: KeptRun, than start: RunStart) -> Bool {
        guard let other = run.start, other.startedAt > start.startedAt, !other.isSimulated,
            other.calledPlace.agrees(with: start.calledPlace), let end = run.end
        else { return false }
        return end.outcomes[.deleted] + end.outcomes[.alreadyGone] > 0
    }
}

extension KeptRun {
    fileprivate var began: Timestamp { start?.startedAt ?? .last }
}
