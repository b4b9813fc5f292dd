import CleanupEngine
import CleanupJournal
import CleanupReport
import FoundationEssentials
import HumanLoops
import Support

/// The journals of all manifests in the state directory, and those elsewhere that it knows of.
struct KeptJournals {
    let state: StateDirectory

    /// Lists the runs of one manifest, or of all: by the manifest's name, the newest first.
    func runs(of wanted: String?) throws(CommandFailure) -> [KeptRun] {
        let names = try state.names().filter { wanted == nil || $0 == wanted }
        return names.flatMap { name in
            runs(in: RunJournals(existingOf: name, in: state), of: name)
                + runs(in: RunJournals(existingOf: "\(name)/simulated", in: state), of: name)
        }
    }

    private func runs(in journals: RunJournals, of name: String) -> [KeptRun] {
        let here = journals.paths.map { run(at: $0, of: name) }
        let elsewhere = journals.elsewhere.map { journal in
            var run = run(at: journal.path, of: name)
            run.isElsewhere = true
            return run
        }
        var runs = (here + elsewhere).sorted { ($0.start?.startedAt ?? .last) > ($1.start?.startedAt ?? .last) }
        let summaries = journals.summaries
        for index in runs.indices {
            guard let start = runs[index].start else { continue }
            // '--resume' takes the newest journal that fits: an older one has no command of its own.
            let path = runs[index].isElsewhere ? runs[index].path : RunJournals.choice(among: summaries, for: start)
            runs[index].isContinuedByCommand = path == runs[index].path
        }
        return runs
    }

    private func run(at path: String, of name: String) -> KeptRun {
        let summary = JournalSummary(at: path)
        let isTorn = summary == nil && JournalFile.isTornAtStart(path)
        return KeptRun(
            name: name,
            path: path,
            byteCount: Int(SystemCalls().target(ofPath: path)?.size ?? 0),
            state: isTorn ? .unchanged : JournalState(summary, isInUse: JournalFile.isInUse(path)),
            start: summary?.start,
            end: summary?.end
        )
    }

    /// Removes the journal of a run of which nothing is left to do; returns whether it is gone.
    ///
    /// It stays when its lines do not all say so, when a process is writing to it, or while a run of its name and place is active
    /// on this machine.
    func remove(_ run: KeptRun) throws(CommandFailure) -> Bool {
        let calls = SystemCalls()
        guard run.state == .closed, !run.isElsewhere, let start = run.start,
            let status = try? calls.status(ofPath: run.path), status.isRegular
        else { return false }
        var lock: RunLock?
        if !start.isSimulated {
            // Without an account it is the lock of all runs of the name in this place.
            let names = LockNames(name: start.name, account: nil, region: start.region, endpoint: start.endpoint)
            let taken = try RunLock(in: try state.folder("locks"), names)
            guard try taken.take() else { return false }
            lock = taken
        }
        defer { lock?.release() }
        // The claim on the file is held until its name is gone, so that no run continues it meanwhile.
        guard let file = try? JournalFile(path: run.path, isContinued: true), file.isClosed else { return false }
        return withExtendedLifetime(file) {
            calls.remove(run.path)
            return calls.target(ofPath: run.path) == nil
        }
    }
}
