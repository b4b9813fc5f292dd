import CleanupEngine
import CleanupJournal
import CleanupManifest
import CleanupReport
import FoundationEssentials
import HumanLoops
import Support
import YAML

/// One manifest's run, from the connected service to the exit code.
struct ManifestRun {
    let session: Session
    let request: RunRequest
    let service: LoggedService
    let place: ServicePlace
    let stopRequest: StopRequest
    /// When the run was asked for, which its deadline counts from.
    let begun: RunClock.Instant

    /// Takes the lock, opens the reports, looks at every loop, asks, does what was planned, and closes the reports.
    func carryOut(_ digest: String?) async throws -> SessionEnding {
        try session.check(place)
        var start = try start(digest)
        let lock = try await lock(for: start)
        defer {
            stopRequest.advice = nil
            lock?.release()
        }
        // The lock may have been waited for: what happened meanwhile was not this run's doing.
        start.startedAt = WallClock.now()
        start.accessKeyDigest = service.account?.keyDigest
        start.caller.arn = service.account?.callerARN
        let opener = RunOpener(session: session, request: request, start: start, target: target)
        let open: OpenRun
        switch try opener.open() {
        case .opened(let run): open = run
        case .nothingLeft(let end, let history):
            var traces = traces(after: history)
            traces?.isWhole = true
            return SessionEnding(exitCode(of: end), stopReason: nil, traces: traces)
        }
        if !place.isSimulated {
            let command = SanitizedText.sanitized(start.invocation.resumeCommand)
            stopRequest.advice = "To continue where it ended:\n  \(command)"
        }
        if let history = open.earlier?.reading.history, !place.isSimulated {
            try await service.account?.check(after: history, open.work?.manifest.loops ?? session.manifest.loops)
        }
        let notes = traces(after: open.earlier?.reading.history).map { DocumentRecorder(open.reports, after: $0) }
        let end = try await sweep(open, at: start.startedAt, recorder: notes ?? open.reports)
        if let earlier = open.earlier {
            let leftovers = open.reports.leftovers
            try opener.carry(earlier, into: open.reports) { name, _ in leftovers.contains(name) }
        }
        let total = try open.reports.end(end)
        open.journals?.removeOld()
        if let stopReason = total.stopReason { session.say(stopReason) }
        if !total.hasBegunSweep, request.followUpPath != nil, !session.output.isQuiet {
            session.console.say(
                "loopsweep: no follow-up is written: the run ended before its guards held and it had consent"
            )
        }
        return SessionEnding(exitCode(of: total), stopReason: total.stopReason, traces: notes?.traces)
    }

    /// What the process tells its caller: what the report says, but for outcomes that are accepted.
    private func exitCode(of end: RunEnd) -> CleanupEngine.ExitCode {
        let isListed = session.written.selections.isEmpty
        let code = AcceptedOutcome.exitCode(of: end, accepting: request.accepted, isListed: isListed)
        if code != end.exitCode, !session.output.isQuiet {
            session.console.say(
                "loopsweep: the exit code is \(code.rawValue) by --ok, and \(end.exitCode.rawValue) in the report"
            )
        }
        return code
    }

    /// Looks at every loop, and does what was planned unless it is refused; returns the end of this part of the run.
    private func sweep(_ open: OpenRun, at now: Timestamp, recorder: any RunRecorder) async throws -> RunEnd {
        var manifest = open.work?.manifest ?? session.manifest
        manifest.execution.deadline = deadline
        // The account is a fact of the whole run: what another one shows under these names says nothing of its loops.
        manifest.target.account = manifest.target.account ?? open.earlier?.reading.history.account
        let isOverlapped = overlaps(manifest)
        let plan = session.followedPlan
        var earlier = open.work?.earlier ?? EarlierParts()
        if let plan {
            earlier.kept.formUnion(plan.plan.kept)
            earlier.findings = plan.plan.findings
        }
        let display = session.output.progressDisplay(session.console)
        var run = CleanupRun(
            manifest: manifest,
            preconditions: open.work?.preconditions ?? plan?.loops ?? [],
            hasConsent: isOverlapped,
            earlier: session.others.joined(to: earlier, of: session.manifest, at: target),
            planExpiry: open.earlier == nil ? plan.map { $0.plan.madeAt + $0.maximumAge } : nil,
            service: service,
            clock: CommandEnvironment.current.clock,
            startedAt: now,
            stopRequest: stopRequest,
            recorder: recorder,
            observer: display,
            generator: CommandEnvironment.current.makeGenerator()
        )
        defer { display.clear() }
        if isOverlapped { return await run.carryOut() }
        let proposed = await run.survey()
        display.clear()
        if let refusal = try await refusal(of: proposed, at: now) { run.refuse(refusal) }
        return await run.sweep()
    }

    /// Shows the plan and asks for consent where it is needed; returns why nothing is done, nil when the plan is.
    private func refusal(of plan: CleanupPlan, at now: Timestamp) async throws -> RunStopReason? {
        let (output, console) = (session.output, session.console)
        if let stopReason = plan.stopReason { return stopReason }
        let isStopOnly = session.manifest.execution.isStopOnly
        let report = PlanReport(plan, at: try session.calledPlace(place), now: now, isStopOnly: isStopOnly)
        if !output.isQuiet || request.consent == .typed {
            try report.write(.text, layout: output.messageTerminal.layout, to: console.messages)
        }
        if !plan.breaches.isEmpty { return .guards(plan.breaches) }
        guard plan.needsConsent, request.consent == .typed else { return nil }
        let question = report.question(in: output.messageTerminal.layout)
        if await Consent.ask(for: session.manifest.name, question, console, stopRequest) { return nil }
        if let signal = stopRequest.signal { return .interrupted(signal) }
        // Other documents of the file may have been carried out.
        let whole = session.others.ended.isEmpty ? "" : " by '\(session.manifest.name)'"
        console.say("loopsweep: not the manifest's name: cancelled; nothing was changed\(whole)")
        return .noConsent
    }

    /// How many loops a plan is shown of, whole, before anything is done, although consent was given before.
    private static let wholePlanLimit = 100

    /// Whether loops are stopped and deleted while others are still looked at: consent was given before, no plan is
    /// followed or waited for, and one would take long to make.
    private func overlaps(_ manifest: CleanupManifest) -> Bool {
        request.consent != .typed && session.followedPlan == nil && manifest.selections.isEmpty
            && manifest.loops.count > Self.wholePlanLimit
    }

    private var target: CleanupTarget { session.target(at: place) }

    /// What is left of the manifest's deadline, zero when it has passed: credentials and the lock may have been waited for.
    private var deadline: Duration? {
        session.manifest.execution.deadline.map {
            max(.zero, $0 - begun.duration(to: CommandEnvironment.current.clock.now))
        }
    }

    /// What later documents must know of the earlier parts of the run; nil when there is no other document.
    private func traces(after history: JournalHistory?) -> DocumentTraces? {
        var traces = session.traces(at: target)
        if let history { traces?.add(history) }
        return traces
    }

    /// Takes the lock of the manifest and the place, within the deadline; nil for a rehearsal and with `--lock off`.
    private func lock(for start: RunStart) async throws -> RunLock? {
        guard request.journal.lock != .off, !place.isSimulated else { return nil }
        return try await RunLock.taken(
            for: start,
            // An account that the manifest only asserts may be another.
            LockNames(name: start.name, account: place.account, region: place.region, endpoint: place.endpoint),
            in: try request.journal.requireState().folder("locks"),
            request.journal.lock,
            limit: deadline,
            stopRequest,
            session.console
        )
    }

    /// What is said of the run; refuses credentials of another account than the manifest's.
    private func start(_ digest: String?) throws(CommandFailure) -> RunStart {
        var start = RunStart(
            runID: request.runID,
            version: LoopsweepCommand.version,
            name: session.manifest.name,
            manifestPath: session.path,
            account: try place.account(asserted: session.manifest.target.account),
            region: place.region,
            endpoint: place.endpoint,
            loopCount: session.manifest.loops.count,
            startedAt: WallClock.now()
        )
        start.details = session.manifest.details
        start.documentCount = session.others.manifests.count + 1
        start.manifestDigest = digest
        start.isSimulated = place.isSimulated
        start.planDigest = session.followedPlan?.digest
        start.caller.host = CommandEnvironment.current.host
        start.caller.consent = request.consent
        start.invocation = request.invocation
        start.invocation.call = session.connection.options.commandLine
        start.invocation.realCall = session.connection.options.realCommandLine
        start.invocation.isOfFollowUp = FollowUpFile.isFollowUp(session.path)
        if !start.invocation.followUp.isEmpty { start.invocation.followUpPath = request.followUpPath }
        guard !place.isSimulated else { return start }
        start.invocation.resumeCommand = start.commandToResume
        start.invocation.deleteCommand = start.commandToDelete
        start.invocation.directory = FileManager.default.currentDirectoryPath
        return start
    }
}
