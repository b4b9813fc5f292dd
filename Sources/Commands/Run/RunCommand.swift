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
        abstract: "Shows the plan, asks, then stops, waits for workers, deletes, and reports on every loop.",
        discussion: """
            Without a terminal it needs --confirm NAME or --yes. A delete cannot be undone: look at the plan first.

            Examples:
              loopsweep run --demo                             rehearse, without any file
              loopsweep run cleanup.yaml --simulate fleet.yaml
              loopsweep run cleanup.yaml                       asks for the manifest's name
              loopsweep run cleanup.yaml --stop-only           delete in a later run
              loopsweep run cleanup.yaml --confirm cleanup --report jsonl=cleanup.jsonl
              loopsweep run cleanup.yaml --resume              continue an interrupted run
              loopsweep run cleanup.yaml --plan plan.json      act on a saved plan only
            """
    )

    @Argument(help: "The manifest; - is standard input. Not needed with a plan that carries it.", completion: .yaml)
    var manifest: String?
    @Flag(help: "Rehearses without any file, on the manifest and the fleet of the quick start.")
    var demo = false
    @Flag(help: .option("dry-run", "Changes nothing: the same as plan, whatever else is given."))
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
        ),
        completion: .file(extensions: ["json"])
    )
    var plan: String?
    @Option(
        help: .option(
            "plan-max-age",
            "With --plan: how old the plan may be.",
            value: "duration",
            otherwise: "24h"
        )
    )
    var planMaxAge: String?
    @Option(
        help: .option(
            "report",
            "Writes a report: text, json, jsonl or csv; may be repeated. In the path {name} is the manifest's name, "
                + "{date} the day (UTC), {run} the run's identifier.",
            value: "format=path"
        ),
        completion: .reports
    )
    var report: [String] = []
    @Flag(help: .option("stop-only", "Stops loops and deletes nothing: a later run deletes them."))
    var stopOnly = false
    @Option(
        help: .option(
            "follow-up",
            "Writes a manifest of the loops that are left to do; the path may have what --report's has.",
            value: "path"
        ),
        completion: .yaml
    )
    var followUp: String?
    @Option(
        help: .option(
            "ok",
            "Counts loops that end so as success for the exit code: deferred or refused; may be repeated.",
            value: "outcome"
        ),
        completion: .list(AcceptedOutcome.allCases.map(\.rawValue))
    )
    var ok: [String] = []
    @OptionGroup(title: "Journal") var journal: JournalArguments
    @OptionGroup(title: "Service") var calls: CallArguments
    @OptionGroup(title: "Pace") var pace: PaceArguments
    @OptionGroup(title: "Output") var output: OutputArguments<ReportFormats>

    func validate() throws {
        try calls.checkDemo(demo, manifest: manifest)
        if !demo, manifest == nil, plan == nil {
            throw ValidationError("the manifest is missing; 'loopsweep run --demo' rehearses without any file")
        }
        if planMaxAge != nil, plan == nil { throw ValidationError("--plan-max-age belongs to --plan") }
    }

    func run() async throws {
        try await carryOut { reader, console in
            let isDryRun = try reader.isOn(dryRun, "dry-run")
            let manifest = demo ? DemoFiles.path : manifest
            let calls = calls.ofDemo(demo)
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
