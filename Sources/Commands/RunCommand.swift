import ArgumentParser
import CleanupEngine
import CleanupManifest
import CleanupReport
import FoundationEssentials
import YAMLReading

/// `loopsweep run`: shows the plan, asks, then stops, waits, deletes and reports.
struct RunCommand: AsyncParsableCommand {
    /// What the help says.
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Shows the plan, asks, then stops, waits for workers, deletes, and reports on every loop."
    )

    /// The manifest.
    @Argument(help: "The manifest.")
    var manifest: String
    /// Whether only the plan is wanted.
    @Flag(help: "Changes nothing: the same as plan.")
    var dryRun = false
    /// Whether consent is given.
    @Flag(help: "Consents to the plan.")
    var yes = false
    /// Consent by name.
    @Option(help: ArgumentHelp("Consents to the plan of the manifest of this name.", valueName: "name"))
    var confirm: String?
    /// The plan to follow.
    @Option(
        help: ArgumentHelp(
            "Follows a plan saved with 'plan --out': acts on its loops only, each only if it still is what it was.",
            valueName: "path"
        )
    )
    var plan: String?
    /// How old that plan may be.
    @Option(help: ArgumentHelp("With --plan: how old the plan may be; 24h if not said.", valueName: "duration"))
    var planMaxAge: String?
    /// The reports.
    @Option(
        help: ArgumentHelp("Writes a report: text, json, jsonl or csv; may be repeated.", valueName: "format=path")
    )
    var report: [String] = []
    /// Whom to call.
    @OptionGroup(title: "Service") var calls: CallArguments
    /// How fast to work.
    @OptionGroup(title: "Pace") var pace: PaceArguments
    /// What is shown.
    @OptionGroup(title: "Output") var output: OutputArguments

    /// How old a plan may be when nothing is said.
    private static let planMaximumAge = Duration.seconds(86_400)

    func validate() throws {
        if planMaxAge != nil, plan == nil { throw ValidationError("--plan-max-age belongs to --plan") }
        if dryRun, yes || confirm != nil || !report.isEmpty {
            throw ValidationError("--dry-run changes nothing: leave out --yes, --confirm and --report")
        }
    }

    func run() async throws {
        try await carryOut { console in
            var session = try Session(manifest: manifest, calls: calls, pace: pace, output: output, console: console)
            let age = try OptionReader(environment: ProcessInfo.processInfo.environment)
                .value(planMaxAge, "plan-max-age", as: .positiveDuration)
            if let plan { try session.follow(plan, maximumAge: age ?? Self.planMaximumAge) }
            if try session.isDryRun(dryRun) { return try await session.plan(showsAll: false, isDetailed: false) }
            let consent = try Consent(
                isYes: yes,
                confirmation: confirm,
                name: session.manifest.name,
                canAsk: Consent.canAsk,
                command: session.command("run") + (plan.map { " --plan \(ShellWord.quoted($0))" } ?? "")
            )
            return try await session.run(consent, reportingTo: try session.destinations(report))
        }
    }
}
