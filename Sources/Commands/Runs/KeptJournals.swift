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
        let all = try state.names().flatMap { name in
            runs(in: RunJournals(existingOf: name, in: state), of: name)
                + runs(in: RunJournals(existingOf: "\(name)/simulated", in: state), of: name)
        }
        // Another manifest's run may have deleted what a run left.
        let judged = all.map { closed($0, by: all) }
        return judged.filter { wanted == nil || $0.name == wanted }.map { run in
            var run = run
            run.isOfOpenFile = Self.isOfOpenFile(run, among: judged)
            return run
        }
    }

    /// Whether a run is of a file of several manifests, not all of which are known to be done.
    static func isOfOpenFile(_ run: KeptRun, among all: [KeptRun]) -> Bool {
        guard let start = run.start, start.documentCount > 1, !start.isSimulated else { return false }
        var newest: [String: KeptRun] = [:]
        for other in all {
            guard let begun = other.start, !begun.isSimulated, begun.manifestPath == start.manifestPath,
                begun.invocation.directory == start.invocation.directory
            else { continue }
            // They come by name, the newest first.
            newest[other.name] = newest[other.name] ?? other
        }
        return newest.count < start.documentCount
            || newest.values.contains {
                $0.state != .closed && !($0.state == .unchanged && $0.end?.stopReasonCode == nil && $0.end != nil)
            }
    }

    /// Closes a run when every loop that it left is gone in later ones.
    private func closed(_ run: KeptRun, by all: [KeptRun]) -> KeptRun {
        var run = run
        run.closers = LeftLoops.closers(of: run, among: all)
        guard !run.closers.isEmpty, let end = run.end else { return run }
        run.state = end.outcomes[.refused] > 0 ? .refused : .closed
        return run
    }

    private func runs(in journals: RunJournals, of name: String) -> [KeptRun] {
        let here = journals.paths.map { run(at: $0, of: name) }
        var paths: Set<String> = []
        // A path may have been used again, also by another manifest.
        let elsewhere = journals.elsewhere.filter { journal in
            journal.summary.start.name == name && paths.insert(journal.path).inserted
        }.map { journal in
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
            if !runs[index].isContinuedByCommand { runs[index].newerState = runs.first { $0.path == path }?.state }
        }
        return runs
    }

    private func run(at path: String, of name: String) -> KeptRun {
        let summary = JournalSummary(at: path)
        let isTorn = summary == nil && JournalFile.isTornAtStart(path)
        var run = KeptRun(
            name: name,
            path: path,
            byteCount: Int(SystemCalls().target(ofPath: path)?.size ?? 0),
            state: isTorn ? .unchanged : JournalState(summary, isInUse: JournalFile.isInUse(path)),
            start: summary?.start,
            end: summary?.end
        )
        run.scopeLoopCount = summary?.scopeLoopCount
        return run
    }
}
