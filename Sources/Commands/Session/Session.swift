import CleanupEngine
import CleanupManifest
import CleanupReport
import HumanLoops
import Support
import YAML

/// One manifest's plan or run, with everything it needs put together.
struct Session: Sendable {
    /// The manifest, with what the command line puts in the place of its settings.
    private(set) var manifest: CleanupManifest
    /// The rules of the manifest as it is written: a plan that is followed leaves them out of `manifest`.
    let rules: [SelectionRule]
    /// How fast the manifest as it is written works: the command line is not written down for later runs.
    let writtenExecution: ExecutionSettings
    /// The manifest's path as it was given.
    let path: String
    /// The saved plan that is followed; nil when there is none.
    private(set) var review: PlanReview?
    /// What the other documents of the file have to do with its loops.
    var others = OtherDocuments()
    /// How the service is reached.
    let connection: ServiceConnection
    /// What is shown and how.
    let output: OutputOptions
    /// Where it is shown.
    let console: Console

    /// Puts a session together.
    ///
    /// - Parameters:
    ///   - manifest: the manifest, with what the command line puts in the place of its settings.
    ///   - execution: how fast the manifest as it is written works; nil when nothing was put in its place.
    ///   - path: the manifest's path as it was given.
    ///   - connection: how the service is reached.
    ///   - output: what is shown and how.
    ///   - console: where it is shown.
    init(
        _ manifest: CleanupManifest,
        written execution: ExecutionSettings? = nil,
        path: String,
        connection: ServiceConnection,
        output: OutputOptions,
        console: Console
    ) {
        self.manifest = manifest
        rules = manifest.selections
        writtenExecution = execution ?? manifest.execution
        self.path = path
        self.connection = connection
        self.output = output
        self.console = console
    }

    /// The command line that does something else with the same manifest and the same service.
    func command(_ verb: String) -> String {
        OptionWords.joined(["loopsweep \(verb) \(ShellWord.quoted(path))", connection.options.commandLine])
    }

    /// Leaves for a later run all that is not to be stopped.
    mutating func stopOnly() {
        manifest.execution.isStopOnly = true
    }

    /// Whether only the plan is wanted: `--dry-run` was given, or its twin in the environment says so.
    ///
    /// - Throws: `CommandFailure` when the twin is neither `true` nor `false`.
    func isDryRun(_ flag: Bool) throws(CommandFailure) -> Bool {
        try OptionReader(environment: output.environment).isOn(flag, "dry-run")
    }

    /// Binds what is done to a saved plan: only its loops, each only if it still is what was reviewed.
    ///
    /// - Parameters:
    ///   - planPath: the path of the saved plan.
    ///   - maximumAge: how old it may be when a run begins.
    ///   - isResumed: whether an earlier run is to be resumed.
    /// - Throws: `CommandFailure` when the plan cannot be read, or is not of this manifest or too old.
    mutating func follow(_ planPath: String, maximumAge: Duration, isResumed: Bool) throws(CommandFailure) {
        let (plan, planDigest) = try SavedPlanFile.read(planPath)
        guard let digest = ManifestDigest.of(manifest) else {
            throw CommandFailure(.usage, "--plan: the manifest is not from a file")
        }
        do throws(SavedPlanError) {
            let narrowed = try plan.narrow(
                manifest,
                digest: digest,
                now: WallClock.now(),
                maximumAge: isResumed ? nil : maximumAge
            )
            manifest = narrowed.manifest
            review = PlanReview(
                path: planPath,
                digest: planDigest,
                plan: plan,
                maximumAge: maximumAge,
                loops: narrowed.reviewed
            )
        } catch {
            throw SavedPlanFile.failure(error, planPath)
        }
    }

    /// Looks at every loop and writes the plan.
    ///
    /// - Parameters:
    ///   - savedPath: where the plan is saved for a run to follow; nil when it is not.
    ///   - showsAll: whether a long plan names every loop.
    ///   - isDetailed: whether work to do has an exit code of its own.
    ///   - stopRequest: what a signal raises.
    /// - Returns: how it ended.
    /// - Throws: `CommandFailure` when the service cannot be called, `ReportWriteError` when the plan cannot be written.
    func plan(
        savingTo savedPath: String? = nil,
        showsAll: Bool,
        isDetailed: Bool,
        _ stopRequest: StopRequest
    ) async throws -> SessionEnding {
        let digest = ManifestDigest.of(manifest)
        let saved = try savedPath.map { try SavedPlan.sink(at: $0, reading: manifest.sources + [path]) }
        return try await connection.withService(of: manifest.target, stopRequest) { service, place in
            try check(place)
            let display = output.progressDisplay(console)
            let now = WallClock.now()
            var run = CleanupRun(
                manifest: manifest,
                reviewed: review?.loops ?? [],
                earlier: others.joined(to: EarlierParts(), of: manifest, at: target(at: place)),
                service: service,
                clock: CommandEnvironment.current.clock,
                startedAt: now,
                stopRequest: stopRequest,
                observer: display
            )
            let plan = await run.survey()
            display.clear()
            if let halt = plan.halt, halt.isNoService {
                console.say("loopsweep: error: \(halt.reportMessage)")
                return SessionEnding(ExitCode(tally: run.tally, halt: halt), halt: halt)
            }
            try PlanReport(plan, now: run.serviceNow)
                .write(output.format, layout: output.resultTerminal.layout, showsAll: showsAll, to: console.results)
            if let saved, let digest { try save(plan, to: saved, digest, try self.saved(place), at: run.serviceNow) }
            var traces = others.isEmpty ? nil : DocumentTraces(at: target(at: place), hasRules: !rules.isEmpty)
            traces?.add(plan)
            traces?.identify(run.sightings)
            let exitCode = plan.exitCode(tally: run.tally, isDetailed: isDetailed)
            return SessionEnding(exitCode, halt: plan.halt, traces: traces)
        }
    }

    /// The account and region of the loops, as far as they are known: the manifest's, else those that are called.
    func target(at place: ServicePlace) -> CleanupTarget {
        CleanupTarget(
            account: manifest.target.account ?? place.account,
            region: manifest.target.region ?? place.region
        )
    }

    /// Reads where reports go; `{name}` in a path stands for the manifest's name.
    ///
    /// - Parameter texts: each of the form `FORMAT=PATH`.
    /// - Returns: the destinations, in the same order.
    /// - Throws: `CommandFailure` when one is not of that form.
    func destinations(_ texts: [String]) throws(CommandFailure) -> [ReportDestination] {
        var destinations: [ReportDestination] = []
        let reader = OptionReader(environment: output.environment)
        for text in reader.list(texts, "report") {
            let destination: ReportDestination
            do throws(ReportDestinationError) {
                destination = try ReportDestination(parsing: text.replacing("{name}", with: manifest.name))
            } catch {
                throw CommandFailure(.usage, "\(texts.isEmpty ? "LOOPSWEEP_REPORT:" : "--report") \(error)")
            }
            if destinations.contains(where: { $0.target == destination.target }) {
                throw CommandFailure(.usage, "two reports cannot go to one place: \(SanitizedText.quoted(text))")
            }
            destinations.append(destination)
        }
        return destinations
    }

    /// Saves a plan for a run to follow; a look that was ended early makes no plan.
    private func save(
        _ plan: CleanupPlan,
        to sink: any ByteSink,
        _ digest: String,
        _ place: SavedPlanPlace,
        at now: Timestamp
    ) throws(ReportWriteError) {
        if let halt = plan.halt {
            console.say(
                "loopsweep: error: the plan was not saved, for not every loop was looked at: \(halt.reportMessage)"
            )
            return
        }
        try SavedPlan(plan, version: LoopsweepCommand.version, madeAt: now, digest: digest, place: place)
            .finish(sink)
    }

    /// Finds out whether the place that is called is the manifest's, and the one that the saved plan was made in.
    func check(_ place: ServicePlace) throws(CommandFailure) {
        let called = try saved(place)
        guard let review else { return }
        do throws(SavedPlanError) {
            try review.plan.check(called)
        } catch {
            throw SavedPlanFile.failure(error, review.path)
        }
    }

    /// Makes the place that a saved plan is bound to.
    ///
    /// - Throws: `CommandFailure` when the credentials are of another account than the manifest's.
    func saved(_ place: ServicePlace) throws(CommandFailure) -> SavedPlanPlace {
        SavedPlanPlace(
            account: try place.account(asserted: manifest.target.account),
            region: place.region,
            endpoint: place.isSimulated ? nil : place.endpoint
        )
    }

    /// Says what ended a run early, where that was not said when it happened.
    func say(_ halt: RunHalt) {
        switch halt {
        case .noConsent, .interrupted: break
        case .deadline: console.say("loopsweep: \(halt.reportMessage)")
        case .guards, .failures, .selection, .credentials, .unreachable, .evidence:
            console.say("loopsweep: error: \(halt.reportMessage)")
        }
    }

    /// Shows the plan and finds out whether it may be carried out.
    ///
    /// - Returns: why it may not; nil when it may.
    func judge(
        _ plan: CleanupPlan,
        _ consent: Consent,
        _ stopRequest: StopRequest,
        at now: Timestamp
    ) async throws -> RunHalt? {
        if let halt = plan.halt { return halt }
        if !output.isQuiet || consent == .asked {
            try PlanReport(plan, now: now).write(.text, layout: output.messageTerminal.layout, to: console.messageSink)
        }
        if !plan.breaches.isEmpty { return .guards(plan.breaches) }
        guard plan.hasWork, consent == .asked else { return nil }
        if await Consent.ask(for: manifest.name, console, stopRequest) { return nil }
        if let signal = stopRequest.signal { return .interrupted(signal) }
        console.say("loopsweep: not the manifest's name: nothing of the plan is carried out")
        return .noConsent
    }
}
