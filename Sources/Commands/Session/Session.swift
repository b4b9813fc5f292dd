import CleanupEngine
import CleanupManifest
import CleanupReport
import HumanLoops
import FoundationEssentials
import YAMLReading

/// One manifest's plan or run, with everything it needs put together.
struct Session: Sendable {
    /// The manifest, with what the command line puts in the place of its settings.
    private(set) var manifest: CleanupManifest
    /// The manifest's path as it was given.
    let path: String
    /// The saved plan that is followed; nil when there is none.
    private var review: PlanReview?
    /// How the service is reached.
    private let connection: ServiceConnection
    /// What is shown and how.
    private let output: OutputOptions
    /// Where it is shown.
    private let console: Console

    /// Puts a session together.
    init(
        _ manifest: CleanupManifest,
        path: String,
        connection: ServiceConnection,
        output: OutputOptions,
        console: Console
    ) {
        self.manifest = manifest
        self.path = path
        self.connection = connection
        self.output = output
        self.console = console
    }

    /// The command line that does something else with the same manifest and the same service.
    func command(_ verb: String) -> String {
        let options = connection.options.commandLine
        return "loopsweep \(verb) \(ShellWord.quoted(path))" + (options.isEmpty ? "" : " \(options)")
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
    ///   - maximumAge: how old it may be.
    /// - Throws: `CommandFailure` when the plan cannot be read, or is not of this manifest or too old.
    mutating func follow(_ planPath: String, maximumAge: Duration) throws(CommandFailure) {
        let plan = try SavedPlanFile.read(planPath)
        let digest = try SavedPlanFile.digest(of: manifest, at: path)
        do throws(SavedPlanError) {
            let narrowed = try plan.narrow(manifest, digest: digest, now: WallClock.now(), maximumAge: maximumAge)
            manifest = narrowed.manifest
            review = PlanReview(path: planPath, plan: plan, loops: narrowed.reviewed)
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
        let digest = try savedPath.map { _ throws(CommandFailure) in try SavedPlanFile.digest(of: manifest, at: path) }
        return try await connection.withService(of: manifest.target) { service, place in
            try check(place)
            let display = output.progressDisplay(console)
            let now = WallClock.now()
            var run = CleanupRun(
                manifest: manifest,
                reviewed: review?.loops ?? [],
                service: service,
                clock: ContinuousClock(),
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
            try PlanReport(plan, now: now)
                .write(output.format, layout: output.resultTerminal.layout, showsAll: showsAll, to: console.results)
            if let savedPath, let digest { try save(plan, to: savedPath, digest, saved(place), at: now) }
            return SessionEnding(plan.exitCode(tally: run.tally, isDetailed: isDetailed), halt: plan.halt)
        }
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
                throw CommandFailure(.usage, "two reports cannot go to one place: \(HarmlessText.quoted(text))")
            }
            destinations.append(destination)
        }
        return destinations
    }

    /// Looks at every loop, asks, then does what was planned, and reports.
    ///
    /// - Parameters:
    ///   - consent: how the operator consents.
    ///   - destinations: where reports go, besides the result on standard output.
    ///   - stopRequest: what a signal raises.
    /// - Returns: how it ended.
    /// - Throws: `CommandFailure` when the service cannot be called, `ReportWriteError` when a report cannot be written.
    func run(
        _ consent: Consent,
        reportingTo destinations: [ReportDestination],
        _ stopRequest: StopRequest
    ) async throws -> SessionEnding {
        try await connection.withService(of: manifest.target) { service, place in
            try check(place)
            let now = WallClock.now()
            let reports = try openReports(destinations)
            let display = output.progressDisplay(console)
            let isOverlapped = overlaps(consent)
            var run = CleanupRun(
                manifest: manifest,
                reviewed: review?.loops ?? [],
                hasConsent: isOverlapped,
                service: service,
                clock: ContinuousClock(),
                startedAt: now,
                stopRequest: stopRequest,
                recorder: reports,
                observer: display
            )
            // A report begins with how many loops there are, and before that there is nothing to report.
            let scope = await run.find()
            try reports.begin(start(at: now, in: place, scope))
            let end: RunEnd
            if isOverlapped {
                end = await run.carryOut()
            } else {
                let plan = await run.survey()
                display.clear()
                if let refusal = try judge(plan, consent, stopRequest, at: now) { run.refuse(refusal) }
                end = await run.sweep()
            }
            display.clear()
            try reports.end(end)
            if let halt = end.halt { say(halt) }
            return SessionEnding(end.exitCode, halt: end.halt)
        }
    }

    /// How many loops a plan is shown of, whole, before anything is done, although nobody is asked.
    private static let wholePlanLimit = 100

    /// Whether loops are stopped and deleted while others are yet to be looked at: consent was given before, nobody waits
    /// for a plan, and it would take long to make.
    private func overlaps(_ consent: Consent) -> Bool {
        consent == .given && manifest.selections.isEmpty && manifest.loops.count > Self.wholePlanLimit
    }

    /// Saves a plan for a run to follow; a look that was ended early makes no plan.
    private func save(
        _ plan: CleanupPlan,
        to savedPath: String,
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
            .write(toFile: savedPath)
    }

    /// Finds out whether the place that is called is the one that the saved plan was made in.
    private func check(_ place: ServicePlace) throws(CommandFailure) {
        guard let review else { return }
        do throws(SavedPlanError) {
            try review.plan.check(saved(place))
        } catch {
            throw SavedPlanFile.failure(error, review.path)
        }
    }

    /// Makes the place that a saved plan is bound to.
    private func saved(_ place: ServicePlace) -> SavedPlanPlace {
        SavedPlanPlace(
            account: manifest.target.account,
            region: place.region,
            endpoint: place.isSimulated ? nil : place.endpoint
        )
    }

    /// Says what ended a run early, where that was not said when it happened.
    private func say(_ halt: RunHalt) {
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
    private func judge(
        _ plan: CleanupPlan,
        _ consent: Consent,
        _ stopRequest: StopRequest,
        at now: Timestamp
    ) throws -> RunHalt? {
        if let halt = plan.halt { return halt }
        if !output.isQuiet || consent == .asked {
            try PlanReport(plan, now: now).write(.text, layout: output.messageTerminal.layout, to: console.messageSink)
        }
        if !plan.breaches.isEmpty { return .guards(plan.breaches) }
        guard plan.hasWork, consent == .asked else { return nil }
        if Consent.ask(for: manifest.name, console, stopRequest) { return nil }
        if let signal = stopRequest.signal { return .interrupted(signal) }
        console.say("loopsweep: not the manifest's name: nothing was stopped or deleted")
        return .noConsent
    }

    /// Opens every report, a journal first, and the result on standard output.
    private func openReports(_ destinations: [ReportDestination]) throws(ReportWriteError) -> RunReports {
        let layout = output.resultTerminal.layout
        var writers: [any ReportWriter] = []
        for destination in destinations.filter({ $0.format == .jsonl }) + destinations.filter({ $0.format != .jsonl }) {
            writers.append(try destination.open(terminal: layout))
        }
        if !destinations.contains(where: { $0.target == .standardOutput }) {
            writers.append(ResultWriter(output.format, layout: layout, to: console.results))
        }
        return RunReports(writers, now: WallClock.now)
    }

    /// Says which run this is.
    private func start(at now: Timestamp, in place: ServicePlace, _ scope: RunScope) -> RunStart {
        RunStart(
            runID: UUID().uuidString.lowercased(),
            version: LoopsweepCommand.version,
            name: manifest.name,
            manifestPath: path,
            account: manifest.target.account,
            region: place.region,
            endpoint: place.endpoint,
            callOptions: connection.options.commandLine,
            loopCount: scope.loopCount,
            namedCount: scope.hasRules ? scope.namedCount : nil,
            startedAt: now
        )
    }
}
