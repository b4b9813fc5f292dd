import CleanupEngine
import CleanupJournal
import CleanupManifest
import CleanupReport
import HumanLoops
import Support
import YAML

/// Opens the reports of one manifest's run: of a new run, or of one that is resumed.
struct RunOpener {
    enum Opening {
        /// The run can begin, or be resumed.
        case opened(OpenRun)
        /// The run that was to be resumed has done all it had to; its reports are written.
        case nothingLeft(RunEnd, JournalHistory)
    }

    let session: Session
    let request: RunRequest
    /// What is said of a run that begins now.
    let start: RunStart
    /// The account and region of the loops, as far as they are known.
    let target: CleanupTarget

    /// Opens the reports and writes down that the run begins, or is resumed.
    func open() throws -> Opening {
        let journals = try stateJournals()
        if request.journal.isResumed {
            switch resumption(in: journals) {
            case .journal(let path) where JournalFile.exists(at: path):
                if let opening = try resume(path, in: journals) { return opening }
                session.console.say(
                    "loopsweep: the last run has ended, and left loops that were created after it began: this is a new run"
                )
            case .journal, .absent:
                session.console.say("loopsweep: there is no journal of '\(start.name)' to resume: this is a new run")
            case .changed:
                session.console.say(
                    "loopsweep: the manifest was changed since its last run, which left nothing to resume: this is a new run"
                )
            }
        }
        if let followed = session.followedPlan {
            // Once more: the lock may have been waited for, and a run that was to be resumed may not be there.
            do throws(SavedPlanError) {
                try followed.plan.checkAge(now: start.startedAt, maximumAge: followed.maximumAge)
            } catch {
                throw CommandFailure(error, of: followed.path)
            }
        }
        var work = ResumedWork(session.manifest, preconditions: session.followedPlan?.loops ?? [])
        let unfinished = keptJournals?.unfinished(besides: start)
        let count = try takeOver(into: &work)
        var run = try begin(in: journals, keeping: kept(by: work.earlier))
        if !request.journal.isResumed { tell(unfinished) }
        if count == 0 { tellStoppedElsewhere() }
        if count > 0 { run.work = work }
        tellTakenOver(count)
        return .opened(run)
    }

    /// The folder of the journals; nil when the journal goes elsewhere.
    private func stateJournals() throws(CommandFailure) -> RunJournals? {
        guard request.journalPath == nil else { return nil }
        return try RunJournals(of: start.name, isSimulated: start.isSimulated, in: try request.journal.requireState())
    }

    /// Which journal is resumed.
    ///
    /// A report in JSON Lines that does not exist yet becomes a copy of the journal in the state directory, if that fits, and
    /// stays one: a run has one journal.
    private func resumption(in journals: RunJournals?) -> RunJournals.Resumption {
        guard let path = request.journalPath else { return journals?.resumption(of: start) ?? .absent }
        guard let own = fittingJournal, JournalFile.isAbsent(path) || JournalFile.isCopy(path, of: own) else {
            return .journal(path)
        }
        return .journal(own)
    }

    /// The journal in the state directory that fits the run, whose own report is to be another file; nil when none does.
    private var fittingJournal: String? {
        guard let state = request.journal.state else { return nil }
        return RunJournals(existingOf: start.isSimulated ? "\(start.name)/simulated" : start.name, in: state).fitting(
            start
        )
    }

    // MARK: A new run

    private func begin(
        in journals: RunJournals?,
        keeping kept: Set<HumanLoopName>
    ) throws -> OpenRun {
        var writers: [any ReportWriter]
        do throws(ReportWriteError) {
            writers = try otherWriters(lines: request.journal.isResumed ? .anew : .new, keeping: kept)
        } catch {
            throw failureOfUnfinished(error) ?? error
        }
        var start = start
        start.invocation.journal = request.journalPath
        if let journals {
            let path = journals.path(startedAt: start.startedAt, runID: start.runID)
            // First, so that nothing is in another report that is not in the journal.
            writers.insert(Journal(to: try EvidenceFile.create(at: path, permissions: 0o600)), at: 0)
            tellJournal(path)
            start.invocation.journal = path
        }
        let reports = RunReports(writers, now: WallClock.now)
        try reports.write(.start(start))
        if let path = request.journalPath { keptJournals?.point(to: path, of: start) }
        return OpenRun(reports: reports, journals: journals)
    }

    /// The duplicates that are kept by earlier parts of the run, its plan and other documents.
    private func kept(by earlier: EarlierParts) -> Set<HumanLoopName> {
        session.others.joined(to: earlier, of: session.manifest, at: target).kept
            .union(session.followedPlan?.plan.kept ?? [])
    }

    // MARK: A run that is resumed

    /// Opens the journal of an earlier run, and the other reports beside it; nil when all that is left needs a new run.
    private func resume(_ path: String, in journals: RunJournals?) throws -> Opening? {
        let file: JournalFile
        let history: JournalHistory
        do throws(JournalError) {
            file = try JournalFile(path: path, isContinued: true)
            history = file.reading.history
            guard let digest = start.manifestDigest else {
                throw .unfit("the manifest cannot be read twice, so it cannot be compared with the earlier run's")
            }
            try history.check(name: start.name, digest: digest, plan: start.planDigest, place: start.calledPlace)
            try history.checkLoops(of: session.manifest)
        } catch {
            throw failure(error, path)
        }
        var work = ResumedWork(session.manifest, preconditions: session.followedPlan?.loops ?? [], after: history)
        if let end = history.end, work.isNothing(after: end), !history.lacksFlowDefinition {
            // What a document's run keeps is a fact for all documents of the file: none of them begins anew by itself.
            if history.leavesLaterLoops, request.journalPath == nil, start.documentCount == 1 { return nil }
            let anew = request.journalPath == nil ? "" : " and with another report"
            session.console.say(
                "loopsweep: nothing is left to do: '\(path)' is the journal of a run that has ended; without --resume\(anew) a new "
                    + "run begins"
            )
            return .nothingLeft(try report(on: file, endedBy: end), history)
        }
        if let began = history.start?.startedAt {
            let others = OtherDocuments(ended: tracesOfOtherDocuments(since: began))
            work.earlier = others.joined(to: work.earlier, of: session.manifest, at: target)
        }
        let count = try takeOver(into: &work, after: file)
        let reports = try continued(file, keeping: kept(by: work.earlier))
        tellTakenOver(count)
        return .opened(OpenRun(reports: reports, work: work, earlier: file, journals: journals))
    }

    /// Writes every report but the journal out of the journal of a run that has ended: it may have been killed before the
    /// others were complete.
    private func report(on file: JournalFile, endedBy end: JournalEnd) throws -> RunEnd {
        let others = try otherWriters(besides: destination(of: file), lines: .copied(file, by: nil))
        let reports = RunReports(others, now: WallClock.now)
        let whole = whole(of: file)
        try reports.write(.start(whole))
        if let scope = file.reading.history.scope { try reports.write(.scope(scope)) }
        try carry(file, into: reports) { _, _ in true }
        var total = end.runEnd(startedAt: whole.startedAt)
        total.leavesLaterLoops = file.reading.history.leavesLaterLoops
        return try reports.end(total)
    }

    /// Writes the seam into the journal of an earlier run, and its results into the other reports.
    private func continued(_ file: JournalFile, keeping kept: Set<HumanLoopName>) throws -> RunReports {
        let history = file.reading.history
        let whole = whole(of: file)
        var resumption = RunResumption(
            runID: whole.runID,
            version: start.version,
            segment: history.segments + 1,
            droppedBytes: file.reading.tornBytes,
            resumedAt: start.startedAt
        )
        resumption.caller = start.caller
        var others = try otherWriters(
            besides: destination(of: file),
            lines: .copied(file, by: resumption),
            keeping: kept
        )
        // A crash may have left more of the copy than of the journal that it was made of: they are made one again.
        if let own = fittingJournal, own != file.path, JournalFile.isCopy(own, of: file.path) {
            others.append(try JournalBeginning.copied(file, by: resumption).writer(toFile: own))
        }
        let journal = try file.continued(by: resumption)
        if resumption.droppedBytes > 0 {
            session.console.say(
                "loopsweep: warning: the last line of '\(file.path)' was torn: \(resumption.droppedBytes) bytes were dropped"
            )
        }
        tellJournal(file.path)
        let reports = RunReports([journal] + others, carried: CarriedResults(history), now: WallClock.now)
        try reports.write(.start(whole))
        try carry(file, into: reports) { _, record in record.isSettled }
        return reports
    }

    /// What is said of the whole run that a journal is of.
    private func whole(of file: JournalFile) -> RunStart {
        guard let earlier = file.reading.history.start else {
            preconditionFailure("a journal that was read has a start")
        }
        var whole = start
        whole.isResumed = true
        whole.invocation.journal = file.path
        whole.runID = earlier.runID
        whole.version = earlier.version
        whole.startedAt = earlier.startedAt
        whole.loopCount = earlier.loopCount
        return whole
    }

    /// Puts results of the earlier parts of the run into the reports that do not hold them.
    func carry(
        _ file: JournalFile,
        into reports: RunReports,
        where isWanted: (HumanLoopName, LoopRecord) -> Bool
    ) throws {
        let trouble: ReportWriteError?
        do throws(JournalError) {
            trouble = try reports.carry(from: file, where: isWanted)
        } catch {
            throw failure(error, file.path)
        }
        if let trouble { throw trouble }
    }

    private func failure(_ error: JournalError, _ path: String) -> CommandFailure {
        let code: CleanupEngine.ExitCode =
            switch error {
            case .unreadable, .contradictory: .invalidManifest
            case .unfit: .guardsRefused
            case .inUse: .temporary
            case .system: .missingManifest
            }
        return CommandFailure(code, "--resume: \(SanitizedText.quoted(path)): \(error)")
    }

    // MARK: Reports

    /// The report that a journal is; nil when it is none that was asked for.
    private func destination(of journal: JournalFile) -> ReportDestination? {
        request.journalPath == journal.path ? request.journalDestination : nil
    }

    /// Opens every report but `open`, and the result on standard output.
    ///
    /// `lines` is where a report in JSON Lines begins, `kept` are the kept duplicates, which no follow-up names.
    private func otherWriters(
        besides open: ReportDestination? = nil,
        lines: JournalBeginning,
        keeping kept: Set<HumanLoopName> = []
    ) throws(ReportWriteError) -> [any ReportWriter] {
        let layout = session.output.resultTerminal.layout
        var writers: [any ReportWriter] = []
        let destinations = request.destinations
        let read = session.manifest.sources + [session.path] + [session.followedPlan?.path].compactMap(\.self)
        for destination in destinations.filter({ $0.format == .jsonl }) + destinations.filter({ $0.format != .jsonl }) {
            if destination == open { continue }
            writers.append(try destination.open(reading: read, terminal: layout, lines: lines))
        }
        if let path = request.followUpPath {
            let maker = "loopsweep \(LoopsweepCommand.version)"
            var manifest = session.manifest
            // A plan that is followed leaves the rules out, and the command line is not for later runs.
            manifest.selections = session.written.selections
            manifest.execution = session.written.execution
            let (console, isQuiet) = (session.console, session.output.isQuiet)
            writers.append(
                try FollowUpWriter(path: path, of: manifest, keeping: kept, reading: read, by: maker) { count in
                    guard !isQuiet else { return }
                    let follow = "the follow-up is \(ShellWord.quoted(path)), of \(CountText.counted(count, "loop"))"
                    let none = "no loop of this run is left: no follow-up is written"
                    console.say("loopsweep: \(count > 0 ? follow : none)")
                }
            )
        }
        if !destinations.contains(where: { $0.path == nil }) {
            let (format, sink) = (session.output.reportFormat, session.console.results)
            writers.append(format.writer(to: sink, layout: layout, isResult: true, lines: lines))
        }
        return writers
    }

    /// Says where the journal is that no one named.
    private func tellJournal(_ path: String) {
        guard request.journalPath != path, !session.output.isQuiet else { return }
        session.console.say("loopsweep: the journal is \(ShellWord.quoted(path))")
    }
}
