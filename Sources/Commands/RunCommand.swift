import ArgumentParser
import CleanupEngine
import CleanupManifest
import CleanupReport

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

    func validate() throws {
        if dryRun, yes || confirm != nil || !report.isEmpty {
            throw ValidationError("--dry-run changes nothing: leave out --yes, --confirm and --report")
        }
    }

    func run() async throws {
        try await carryOut { console in
            let session = try Session(manifest: manifest, calls: calls, pace: pace, output: output, console: console)
            if try session.isDryRun(dryRun) { return try await session.plan(showsAll: false, isDetailed: false) }
            let consent = try Consent(
                isYes: yes,
                confirmation: confirm,
                name: session.manifest.name,
                canAsk: Consent.canAsk,
                command: session.command("run")
            )
            return try await session.run(consent, reportingTo: try session.destinations(report))
        }
    }
}
