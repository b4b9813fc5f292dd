import CleanupEngine
import CleanupManifest
import CleanupReport
import Support
import YAML

/// What the run of one manifest is asked for.
struct RunRequest: Sendable {
    /// The identifier of the run, if it is a new one.
    let runID: String
    let consent: Consent
    /// Where reports go, besides the result on standard output.
    let destinations: [ReportDestination]
    let journal: JournalOptions
    let invocation: RunInvocation
    /// Where a manifest of what is left is written; nil when none is wanted.
    let followUpPath: String?
    /// The outcomes that count as success for the exit code.
    let accepted: [AcceptedOutcome]

    /// The destination that is the journal: the first file for JSON Lines which can be read again; nil when the journal is
    /// kept in the state directory.
    var journalDestination: ReportDestination? { destinations.first(where: \.canBeJournal) }

    /// The path of the journal; nil when it is kept in the state directory.
    var journalPath: String? { journalDestination?.path }
}

extension RunCommand {
    /// Puts together what is asked for of each manifest: a request for each session, in their order.
    func requests(
        _ sessions: [Session],
        _ reader: OptionReader,
        isStopOnly: Bool
    ) throws(CommandFailure) -> [RunRequest] {
        let reports = reader.list(report, "report")
        let journal = try journal.settled(reader)
        if journal.isResumed, let fleet = sessions.first?.connection.options.fleetWords {
            throw .usage(
                "a rehearsal begins anew each time: leave out --resume; for several steps serve the fleet with "
                    + "`loopsweep simulate \(fleet)`"
            )
        }
        let followUp = reader.text(followUp, "follow-up")
        let paths = PathPlaceholders(at: WallClock.now(), of: sessions)
        for text in reports {
            let source = reader.source(report.first, "report")
            try paths.check(text, source, isResumed: journal.isResumed && text.hasPrefix("jsonl="))
        }
        if let followUp { try paths.check(followUp, reader.source(self.followUp, "follow-up")) }
        let destinations = try destinations(sessions, reports, paths)
        if let format = output.output, destinations.joined().contains(where: { $0.path == nil }) {
            throw .usage("--output \(format) and a --report to '-' both go to standard output: leave out one of them")
        }
        if let followUp, sessions.count > 1, !followUp.contains("{name}") {
            throw .usage(
                "\(reader.source(self.followUp, "follow-up")) is one file for \(sessions.count) manifests: put {name} into the path"
            )
        }
        let accepted = try reader.values(ok, "ok", as: .keyword(AcceptedOutcome.self))
        // Last, for its failure suggests this command line: all else that is wrong with it is told before.
        let consents = try consents(sessions)
        let invocation = invocation(sessions, reports.map(paths.withoutName), paths, isStopOnly: isStopOnly)
        return try sessions.enumerated().map { index, session throws(CommandFailure) in
            let request = RunRequest(
                runID: paths.runIDs[index],
                consent: consents[index],
                destinations: destinations[index],
                journal: journal,
                invocation: invocation,
                followUpPath: followUp.map { paths.path($0, of: session.manifest.name) },
                accepted: accepted
            )
            if request.journalPath == nil { _ = try journal.requireState() }
            return request
        }
    }

    private var planOptions: String { OptionWords.text([("--plan", plan), ("--plan-max-age", planMaxAge)]) }

    private func paceOptions(_ journalOptions: String) -> String {
        OptionWords.joined([journalOptions, pace.commandLine, OptionWords.text(ok.map { ("--ok", $0) })])
    }

    private func consentOptions(_ sessions: [Session]) -> String {
        OptionWords.text(sessions.map { ("--confirm", $0.manifest.name) })
    }

    /// How the run was called, for the command lines that are suggested after it.
    private func invocation(
        _ sessions: [Session],
        _ reports: [String],
        _ paths: PathPlaceholders,
        isStopOnly: Bool
    ) -> RunInvocation {
        var invocation = RunInvocation()
        invocation.pace = paceOptions(journal.commandLineToContinue)
        invocation.plan = planOptions
        invocation.isManifestOfPlan = manifest == nil && !demo
        invocation.followUp = followUp.map { ShellWord.quoted(paths.withoutName($0)) } ?? ""
        // The name as it was given, for one path stands for those of all manifests.
        let journals = reports.filter { (try? ReportDestination(parsing: $0))?.canBeJournal ?? false }
        let resumed = reports.filter { !journals.contains($0) || $0 == journals.first }
        invocation.reports = OptionWords.text(resumed.map { ("--report", $0) })
        invocation.consent = consentOptions(sessions)
        invocation.isStopOnly = isStopOnly
        invocation.isStopOnlyByEnvironment = isStopOnly && !stopOnly
        return invocation
    }

    /// Decides how the operator consents to each manifest; refuses the name of another one, and a run that cannot ask.
    private func consents(_ sessions: [Session]) throws(CommandFailure) -> [Consent] {
        let options = OptionWords.joined([
            planOptions, paceOptions(journal.commandLine), stopOnly ? "--stop-only" : "",
            journal.resume ? "--resume" : "",
            OptionWords.text([("--follow-up", followUp)] + report.map { ("--report", $0) }), consentOptions(sessions),
        ])
        let names = sessions.map(\.manifest.name)
        if let unknown = confirm.first(where: { !names.contains($0) }) {
            let known = CountText.listed(names)
            let subject = names.count == 1 ? "the manifest's name is" : "the manifests' names are"
            throw .usage("--confirm names '\(unknown)', but \(subject) \(known)")
        }
        if !yes, confirm.isEmpty, !Consent.canAsk { try checkFleet(of: sessions) }
        return try sessions.map { session throws(CommandFailure) in
            let name = session.manifest.name
            return try Consent(
                isYes: yes,
                confirmation: confirm.contains(name) ? name : confirm.first,
                name: name,
                canAsk: Consent.canAsk,
                isInputTaken: manifest.map(LoopListOpener.isStandardInput) ?? false,
                command: OptionWords.joined([
                    "loopsweep run", demo ? ManifestWord.demo : manifest.map(ManifestWord.text) ?? "",
                    session.connection.options.commandLine,
                    options, manifest.map(ManifestWord.input) ?? "",
                ])
            )
        }
    }

    /// Refuses a fleet that cannot be read where the run will not come so far as to read it.
    private func checkFleet(of sessions: [Session]) throws(CommandFailure) {
        guard let connection = sessions.first?.connection, let fleet = connection.options.fleet else { return }
        _ = try InputFile(path: fleet).fleet(connection.console)
    }

    /// Reads where the reports of each manifest go.
    ///
    /// Refuses two reports in one place, but for standard output, which manifests have one after the other.
    private func destinations(
        _ sessions: [Session],
        _ reports: [String],
        _ paths: PathPlaceholders
    ) throws(CommandFailure) -> [[ReportDestination]] {
        var taken: Set<String> = []
        return try sessions.map { session throws(CommandFailure) in
            var own: [ReportDestination] = []
            for text in reports {
                do throws(ReportDestinationError) {
                    own.append(try ReportDestination(parsing: paths.path(text, of: session.manifest.name)))
                } catch {
                    throw .usage("\(report.isEmpty ? "LOOPSWEEP_REPORT:" : "--report") \(error)")
                }
                if own.dropLast().contains(where: { $0.path == own.last?.path }) {
                    throw .usage("two reports cannot go to one place: \(SanitizedText.quoted(text))")
                }
            }
            for path in own.compactMap(\.path) where !taken.insert(path).inserted {
                throw .usage(
                    "the reports of \(sessions.count) manifests cannot go to one file: put {name} into the path"
                )
            }
            return own
        }
    }
}
