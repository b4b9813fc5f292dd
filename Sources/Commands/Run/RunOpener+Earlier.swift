import CleanupEngine
import CleanupJournal
import CleanupReport
import CleanupManifest
import HumanLoops
import Support

/// What earlier runs of the manifest have left: what is taken over, and what a person is told of.
extension RunOpener {
    /// The journals in the state directory, wherever this run's is; nil for a rehearsal, and where there is no such folder.
    var keptJournals: RunJournals? {
        guard !start.isSimulated, let state = request.journal.state else { return nil }
        return try? RunJournals(of: start.name, isSimulated: false, in: state)
    }

    /// Has the run take over the loops that earlier runs have stopped and left, and that nothing would find again.
    ///
    /// `resumed` is the journal of the run that is resumed. Returns how many loops are taken over.
    func takeOver(into work: inout ResumedWork, after resumed: JournalFile? = nil) throws(CommandFailure) -> Int {
        let manifest = session.manifest
        let isPlanned = session.followedPlan != nil
        guard !start.isSimulated, let state = request.journal.state,
            isPlanned || !manifest.selections.isEmpty
                || manifest.settings.contains(where: { !$0.statuses.isEmpty })
        else { return 0 }
        var loops = AbandonedLoops()
        if let resumed { loops.pass(over: resumed.reading.history) }
        for journal in RunJournals(existingOf: start.name, in: state).paths(besides: start)
        where journal.path != resumed?.path {
            // What cannot be read, or is being written, is not the journal of a run that is over.
            guard !JournalFile.isInUse(journal.path),
                let file = try? JournalFile(path: journal.path, isContinued: false)
            else { continue }
            if !loops.add(file.reading.history, of: journal.isOfManifest ? manifest : nil) {
                session.console.say(
                    "loopsweep: warning: \(ShellWord.quoted(journal.path)) contradicts itself: loops that its run stopped and left "
                        + "are not looked for; 'loopsweep verify' shows them"
                )
            }
        }
        do throws(SelectionFault) {
            return try loops.takeOver(into: &work, isPlanned: isPlanned, at: start.startedAt)
        } catch {
            throw CommandFailure(.invalidManifest, "the rule in line \(error.line): \(error.message)")
        }
    }

    /// What the other documents of the file have done, by the journals of their runs that began after a moment: also those that
    /// come later in the file, whose runs an earlier part has carried out.
    func tracesOfOtherDocuments(since began: Timestamp) -> [DocumentTraces] {
        guard !start.isSimulated, let state = request.journal.state else { return [] }
        return session.others.manifests.compactMap { manifest in
            let runs = RunJournals(existingOf: manifest.name, in: state).hereAndElsewhere
            var traces = session.traces(at: target)
            for run in runs where run.summary.start.name == manifest.name && run.summary.start.startedAt >= began {
                guard run.summary.start.calledPlace.agrees(with: start.calledPlace),
                    let file = try? JournalFile(path: run.path, isContinued: false)
                else { continue }
                traces?.add(file.reading.history)
            }
            return traces
        }
    }

    func tellTakenOver(_ count: Int) {
        guard count > 0 else { return }
        let loops = count == 1 ? "1 loop" : "\(count) loops"
        session.console.say("loopsweep: \(loops) that an earlier run of this manifest stopped and left: taken over")
    }

    /// Says that there is an unfinished run which this one does not continue.
    func tell(_ unfinished: JournalSummary?) {
        guard let unfinished, !session.output.isQuiet else { return }
        let begun = unfinished.start.startedAt
        session.console.say(
            "loopsweep: warning: an unfinished run of '\(start.name)' of \(begun) exists; this is a new run. To continue that one:"
        )
        session.console.say("    \(unfinished.start.recordedCommandToResume)")
    }

    /// Warns of loops that an earlier run has stopped whose journal is not searched: a rule by status finds them no more.
    func tellStoppedElsewhere() {
        let manifest = session.manifest
        let isBoundToStatus =
            manifest.selections.contains { !$0.statuses.isEmpty }
            || manifest.settings.contains { !$0.statuses.isEmpty }
        guard isBoundToStatus, !session.output.isQuiet,
            let (path, summary) = keptJournals?.stoppedElsewhere(besides: start).first
        else { return }
        session.console.say(
            "loopsweep: warning: a run of '\(start.name)' of \(summary.start.startedAt) stopped loops and left them, and its "
                + "journal \(SanitizedText.quoted(path)) is not searched: a status in the manifest may not fit them any more. "
                + "To delete them:"
        )
        session.console.say("    \(summary.start.recordedCommandToDelete)")
    }

    /// Says how the run is continued whose journal a report would be written over; nil for any other error.
    func failureOfUnfinished(_ error: ReportWriteError) -> CommandFailure? {
        guard error.problem == .holdsEarlierRun, let summary = JournalSummary(at: error.path), summary.fits(start),
            !summary.isDone
        else { return nil }
        let command = OptionWords.joined([start.invocation.resumeCommand, start.invocation.consent])
        return CommandFailure(
            .cannotCreate,
            "\(SanitizedText.quoted(error.path)) holds an unfinished run: continue it with `\(command)`, or name another path"
        )
    }
}
