import ArgumentParser
import CleanupEngine
import CleanupJournal
import CleanupManifest
import CleanupReport
import HumanLoops
import Support

/// `loopsweep plan`: says for each loop what a run would do and why, and changes nothing.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Says for each loop what a run would do and why; changes nothing.",
        discussion: """
            Examples:
              loopsweep plan cleanup.yaml
              loopsweep plan cleanup.yaml --all                name every loop
              loopsweep plan cleanup.yaml --out plan.json      save it for run --plan
              loopsweep plan cleanup.yaml --simulate fleet.yaml
              loopsweep plan cleanup.yaml --detailed-exitcode  2 when there is work to do
            """
    )

    @Argument(help: "The manifest; - is standard input.", completion: .yaml)
    var manifest: String?
    @Flag(help: "Plans without any file, on the manifest and the fleet of the quick start.")
    var demo = false
    @Flag(help: "Exits with 2 when there is work to do.")
    var detailedExitcode = false
    @Flag(help: "Names every loop of a long plan instead of the first ones of each group.")
    var all = false
    @Option(
        help: ArgumentHelp("Saves the plan for 'run --plan' to follow.", valueName: "path"),
        completion: .file(extensions: ["json"])
    )
    var out: String?
    @OptionGroup(title: "Service") var calls: CallArguments
    @OptionGroup(title: "Pace") var pace: PaceArguments
    @OptionGroup(title: "Output") var output: OutputArguments<ResultFormats>

    func validate() throws {
        try calls.checkDemo(demo, manifest: manifest)
        if !demo, manifest == nil {
            throw ValidationError("the manifest is missing; 'loopsweep plan --demo' plans without any file")
        }
    }

    func run() async throws {
        try await carryOut { reader, console in
            let (path, calls) = (manifest ?? DemoFiles.path, calls.ofDemo(demo))
            let series = try SessionSeries(manifest: path, calls, pace, output, reader, console)
            try series.requireOne(for: out, "--out")
            if out == "-" {
                throw CommandFailure.usage("--out needs the path of a file: standard output shows the plan")
            }
            return try await series.inOrder { _, session, stopRequest in
                try await session.plan(savingTo: out, showsAll: all, isDetailed: detailedExitcode, stopRequest)
            }
        }
    }
}

extension Session {
    /// Looks at every loop and writes the plan; `isDetailed` gives work to do an exit code of its own.
    func plan(
        savingTo savedPath: String? = nil,
        showsAll: Bool = false,
        isDetailed: Bool = false,
        _ stopRequest: StopRequest
    ) async throws -> SessionEnding {
        let digest = ManifestDigest.of(manifest)
        let saved = try savedPath.map { try SavedPlan.sink(at: $0, reading: manifest.sources + [path]) }
        return try await connection.withService(of: manifest.target, stopRequest) { service, place in
            try check(place)
            let display = output.progressDisplay(console)
            var run = CleanupRun(
                manifest: manifest,
                preconditions: followedPlan?.loops ?? [],
                earlier: others.joined(to: EarlierParts(), of: manifest, at: target(at: place)),
                service: service,
                clock: CommandEnvironment.current.clock,
                startedAt: WallClock.now(),
                stopRequest: stopRequest,
                observer: display
            )
            let plan = await run.survey()
            display.clear()
            if let stopReason = plan.stopReason, stopReason.isNoService {
                console.say("loopsweep: error: \(stopReason.reportMessage)")
                return SessionEnding(ExitCode(tally: run.tally, stopReason: stopReason), stopReason: stopReason)
            }
            let isStopOnly = manifest.execution.isStopOnly
            try PlanReport(plan, at: try calledPlace(place), now: run.serviceNow, isStopOnly: isStopOnly)
                .write(output.format, layout: output.resultTerminal.layout, showsAll: showsAll, to: console.results)
            if let saved, let digest, let savedPath {
                try save(plan, to: saved, savedPath, digest, calledPlace(place), at: run.serviceNow)
            }
            var traces = traces(at: target(at: place))
            traces?.add(plan)
            traces?.identify(run.sightings)
            let exitCode = plan.exitCode(tally: run.tally, isDetailed: isDetailed)
            return SessionEnding(exitCode, stopReason: plan.stopReason, traces: traces)
        }
    }

    /// Saves a plan for a run to follow, unless not every loop was looked at.
    private func save(
        _ plan: CleanupPlan,
        to sink: any ByteSink,
        _ savedPath: String,
        _ digest: String,
        _ place: CalledPlace,
        at now: Timestamp
    ) throws(ReportWriteError) {
        if let stopReason = plan.stopReason {
            console.say(
                "loopsweep: error: the plan was not saved, for not every loop was looked at: \(stopReason.reportMessage)"
            )
            return
        }
        var saved = SavedPlan(plan, version: LoopsweepCommand.version, madeAt: now, digest: digest, place: place)
        saved.manifestPath = path
        saved.manifestText = carriedText
        try saved.finish(sink)
        guard !output.isQuiet else { return }
        let title = "loopsweep: the plan is saved in \(ShellWord.quoted(savedPath))"
        guard saved.breaches.isEmpty else {
            return console.say("\(title); guards refuse it: a run of it changes nothing")
        }
        guard !place.isSimulated else {
            let fleet = connection.options.fleetWords ?? "--fleet FLEET"
            return console.say("\(title): \(CalledPlace.rehearsedPlan(of: fleet))")
        }
        let isCarried = saved.manifestText != nil
        let command = OptionWords.joined([
            isCarried ? "loopsweep run" : "loopsweep run \(ManifestWord.text(path))", connection.options.commandLine,
            OptionWords.text([("--plan", savedPath)]), isCarried ? "" : ManifestWord.input(path),
        ])
        console.say("\(title); to carry it out: \(command)")
    }

    /// The manifest's text, for a saved plan that needs no other file; nil where it names lists, is long, or holds a secret.
    private var carriedText: String? {
        guard manifest.listDigests.isEmpty, let bytes = manifest.fileBytes else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        return Array(text.utf8) == bytes && KnownSecrets.hidden(in: text) == text ? text : nil
    }
}
