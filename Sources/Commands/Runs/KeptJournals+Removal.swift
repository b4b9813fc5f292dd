import CleanupEngine
import CleanupJournal
import CleanupReport
import Support

/// Removal of the journals of which nothing is left to do.
extension KeptJournals {
    /// Removes what can be removed of the runs that are listed, and marks them.
    func prune(_ runs: inout [KeptRun]) throws(CommandFailure) {
        // What later runs have closed goes before the journals that tell so, which stay as long as it stays.
        for index in runs.indices where !runs[index].closers.isEmpty {
            runs[index].isRemoved = try remove(runs[index])
        }
        let needed = Set(try self.runs(of: nil).flatMap(\.closers))
        for index in runs.indices where runs[index].closers.isEmpty && !needed.contains(runs[index].path) {
            runs[index].isRemoved = try remove(runs[index])
        }
    }

    /// Removes the journal of a run of which nothing is left to do, or of a rehearsal; returns whether it is gone.
    ///
    /// It stays when its lines do not all say so, when a process is writing to it, or while a run of its name and place is active
    /// on this machine.
    func remove(_ run: KeptRun) throws(CommandFailure) -> Bool {
        let calls = SystemCalls()
        guard run.isRemovable, let status = try? calls.status(ofPath: run.path), status.isRegular else { return false }
        guard let start = run.start, !start.isSimulated else { return removeRehearsal(run.path) }
        // Without an account it is the lock of all runs of the name in this place.
        let names = LockNames(name: start.name, account: nil, region: start.region, endpoint: start.endpoint)
        let lock = try RunLock(in: try state.folder("locks"), names)
        guard try lock.take() else { return false }
        lock.sign(LockHolder("of runs --prune", since: WallClock.now()))
        defer { lock.release() }
        // The claim on the file is held until its name is gone, so that no run continues it meanwhile.
        guard let file = try? JournalFile(path: run.path, isContinued: true) else { return false }
        defer { withExtendedLifetime(file) {} }
        if !file.isClosed, !file.isUnchanged {
            guard try isClosedByLaterRuns(run) else { return false }
        }
        calls.remove(run.path)
        return calls.target(ofPath: run.path) == nil
    }

    /// Removes the journal of a rehearsal, or one of whose first line only a part was written: nothing real was touched.
    private func removeRehearsal(_ path: String) -> Bool {
        let calls = SystemCalls()
        guard let descriptor = try? calls.open(path, .reading) else { return false }
        defer { calls.close(descriptor) }
        guard calls.claim(descriptor),
            JournalSummary(at: path).map(\.start.isSimulated) ?? JournalFile.isTornAtStart(path)
        else { return false }
        calls.remove(path)
        return calls.target(ofPath: path) == nil
    }

    /// Looks again whether every loop is gone that a run left.
    private func isClosedByLaterRuns(_ run: KeptRun) throws(CommandFailure) -> Bool {
        guard !run.closers.isEmpty else { return false }
        var left = run
        left.state = .workLeft
        return LeftLoops.closers(of: left, among: try runs(of: nil)) == run.closers
    }
}
