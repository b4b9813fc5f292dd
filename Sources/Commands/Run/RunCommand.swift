import ArgumentParser
import CleanupEngine
import CleanupJournal
import CleanupManifest
import CleanupReport
import FoundationEssentials
import HumanLoops
import Support
import YAML

/// `loopsweep run`: shows the plan, asks, then stops, waits, deletes and reports.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Shows the plan, asks, then stops, waits for workers, deletes, and reports on every loop."
    )

    @Argument(help: "The manifest; - is standard input. Not needed with a plan that carries it.")
    var manifest: String?
    @Flag(help: "Changes nothing: the same as plan, whatever else is given.")
    var dryRun = false
    @Flag(help: "Consents to the plan.")
    var yes = false
    @Option(
        help: ArgumentHelp("Consents to the plan of the manifest of this name; may be repeated.", valueName: "name")
    )
    var confirm: [String] = []
    @Option(
        help: ArgumentHelp(
            "Follows a plan saved with 'plan --out': acts on its loops only, each only if it still is what it was.",
            valueName: "path"
        )
    )
    var plan: String?
    @Option(help: ArgumentHelp("With --plan: how old the plan may be; 24h if not said.", valueName: "duration"))
    var planMaxAge: String?
    @Option(
        help: ArgumentHelp(
            "Writes a report: text, json, jsonl or csv; {name} in the path is the manifest's name; may be repeated.",
            valueName: "format=path"
        )
    )
    var report: [String] = []
    @Flag(help: "Stops loops and deletes nothing: a later run deletes them.")
    var stopOnly = false
    @Option(
        help: ArgumentHelp(
            "Writes a manifest of the loops that are left to do; {name} in the path is the manifest's name.",
            valueName: "path"
        )
    )
    var followUp: String?
    @Option(
        help: ArgumentHelp(
            "Counts loops that end so as success for the exit code: deferred or refused; may be repeated.",
            valueName: "outcome"
        )
    )
    var ok: [String] = []
    @OptionGroup(title: "Journal") var journal: JournalArguments
    @OptionGroup(title: "Service") var calls: CallArguments
    @OptionGroup(title: "Pace") var pace: PaceArguments
    @OptionGroup(title: "Output") var output: OutputArguments

    func validate() throws {
        if manifest == nil, plan == nil { throw ValidationError("Missing expected argument '<manifest>'") }
        if planMaxAge != nil, plan == nil { throw ValidationError("--plan-max-age belongs to --plan") }
    }

    func run() async throws {
        try await carryOut { reader, console in
            let isDryRun = try reader.isOn(dryRun, "dry-run")
            let planAge = try reader.value(planMaxAge, "plan-max-age", as: .positiveDuration) ?? .seconds(86_400)
            // Without a manifest the plan is read first, for it carries one.
            var followed =
                try manifest == nil
                ? plan.map { path throws(CommandFailure) in
                    try FollowedPlan(at: path, maximumAge: planAge)
                } : nil
            var series = try SessionSeries(
                manifest: manifest,
                calls,
                pace,
                output,
                reader,
                console,
                isRun: !isDryRun,
                following: followed
            )
            try series.requireOne(for: plan, "--plan")
            if let plan, followed == nil { followed = try FollowedPlan(at: plan, maximumAge: planAge) }
            if let followed {
                let isResumed = try !isDryRun && reader.isOn(journal.resume, "resume")
                try series.sessions[0].follow(followed, isResumed: isResumed)
            }
            let isStopOnly = try reader.isOn(stopOnly, "stop-only")
            if isStopOnly {
                for index in series.sessions.indices { series.sessions[index].manifest.execution.isStopOnly = true }
            }
            if isDryRun {
                return try await series.inOrder { _, session, stopRequest in try await session.plan(stopRequest) }
            }
            // Everything that can be refused is refused before the first manifest is begun.
            let requests = try requests(series.sessions, reader, isStopOnly: isStopOnly)
            return try await series.inOrder { index, session, stopRequest in
                let begun = CommandEnvironment.current.clock.now
                let digest = ManifestDigest.of(session.manifest)
                let (connection, target) = (session.connection, session.manifest.target)
                return try await connection.withService(of: target, stopRequest) { service, place in
                    try await ManifestRun(
                        session: session,
                        request: requests[index],
                        service: service,
                        place: place,
                        stopRequest: stopRequest,
                        begun: begun
                    ).carryOut(digest)
                }
            }
        }
    }
}

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
        defer { lock?.release() }
        // The lock may have been waited for: what happened meanwhile was not this run's doing.
        start.startedAt = WallClock.now()
        start.accessKeyDigest = service.account?.keyDigest
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
            stopRequest.advise("ended at once. To continue the run:\n    \(command)")
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
        if !output.isQuiet || request.consent == .asked {
            try report.write(.text, layout: output.messageTerminal.layout, to: console.messages)
        }
        if !plan.breaches.isEmpty { return .guards(plan.breaches) }
        guard plan.needsConsent, request.consent == .asked else { return nil }
        let question = report.question(in: output.messageTerminal.layout)
        if await Consent.ask(for: session.manifest.name, question, console, stopRequest) { return nil }
        if let signal = stopRequest.signal { return .interrupted(signal) }
        console.say("loopsweep: not the manifest's name: cancelled; nothing was changed")
        return .noConsent
    }

    /// How many loops a plan is shown of, whole, before anything is done, although consent was given before.
    private static let wholePlanLimit = 100

    /// Whether loops are stopped and deleted while others are still looked at: consent was given before, no plan is
    /// followed or waited for, and one would take long to make.
    private func overlaps(_ manifest: CleanupManifest) -> Bool {
        request.consent == .given && session.followedPlan == nil && manifest.selections.isEmpty
            && manifest.loops.count > Self.wholePlanLimit
    }

    var target: CleanupTarget { session.target(at: place) }

    /// What is left of the manifest's deadline, zero when it has passed: credentials and the lock may have been waited for.
    var deadline: Duration? {
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
}
