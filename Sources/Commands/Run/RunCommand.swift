import ArgumentParser
import CleanupEngine
import CleanupManifest
import CleanupReport
import YAML

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
    @Option(
        help: ArgumentHelp("Consents to the plan of the manifest of this name; may be repeated.", valueName: "name")
    )
    var confirm: [String] = []
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
        help: ArgumentHelp(
            "Writes a report: text, json, jsonl or csv; {name} in the path is the manifest's name; may be repeated.",
            valueName: "format=path"
        )
    )
    var report: [String] = []
    /// Whether loops are only stopped.
    @Flag(help: "Stops loops and deletes nothing: a later run deletes them.")
    var stopOnly = false
    /// Where a manifest of what is left goes.
    @Option(
        help: ArgumentHelp(
            "Writes a manifest of the loops that are left to do; {name} in the path is the manifest's name.",
            valueName: "path"
        )
    )
    var followUp: String?
    /// Where the journal is kept.
    @OptionGroup(title: "Journal") var journal: JournalArguments
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
        if dryRun, yes || !confirm.isEmpty || !report.isEmpty || journal.resume || followUp != nil {
            throw ValidationError(
                "--dry-run changes nothing: leave out --yes, --confirm, --report, --resume and --follow-up"
            )
        }
    }

    func run() async throws {
        try await carryOut { console in
            var series = try SessionSeries(
                manifest: manifest,
                calls: calls,
                pace: pace,
                output: output,
                console: console
            )
            try series.requireOne(for: plan, "--plan")
            let reader = OptionReader(environment: CommandEnvironment.current.variables)
            let age = try reader.value(planMaxAge, "plan-max-age", as: .positiveDuration)
            if let plan {
                try series.sessions[0].follow(
                    plan,
                    maximumAge: age ?? Self.planMaximumAge,
                    isResumed: try reader.isOn(journal.resume, "resume")
                )
            }
            let isStopOnly = try reader.isOn(stopOnly, "stop-only")
            if isStopOnly { series.stopOnly() }
            if try series.sessions[0].isDryRun(dryRun) {
                return try await series.inOrder { session, stopRequest in
                    try await session.plan(showsAll: false, isDetailed: false, stopRequest)
                }
            }
            // Everything that can be refused is refused before the first manifest is begun.
            let requests = try requests(series.sessions, reader, isStopOnly: isStopOnly)
            return try await series.inOrder { session, stopRequest in
                guard let request = requests[session.manifest.name] else { return SessionEnding(.internal, halt: nil) }
                return try await session.run(request, stopRequest)
            }
        }
    }

    /// Puts together what is asked for of each manifest, by name.
    ///
    /// - Throws: `CommandFailure` when an option is not what it must be, or does not go with the others.
    private func requests(
        _ sessions: [Session],
        _ reader: OptionReader,
        isStopOnly: Bool
    ) throws(CommandFailure) -> [String: RunRequest] {
        let consents = try consents(sessions)
        let destinations = try destinations(sessions)
        let journal = try journal.settled(reader)
        let followUp = reader.text(followUp, "follow-up")
        if let followUp, sessions.count > 1, !followUp.contains("{name}") {
            throw CommandFailure(
                .usage,
                "--follow-up is one file for \(sessions.count) manifests: put {name} into the path"
            )
        }
        var requests: [String: RunRequest] = [:]
        for (name, consent) in consents {
            let request = RunRequest(
                consent: consent,
                destinations: destinations[name] ?? [],
                journalDestination: destinations[name]?.first(where: \.canBeJournal),
                journal: journal,
                invocation: invocation(for: name, sessions, reader, isStopOnly: isStopOnly),
                followUpPath: followUp?.replacing("{name}", with: name)
            )
            if request.journalPath == nil { _ = try journal.requireState() }
            requests[name] = request
        }
        return requests
    }

    /// The options that name the plan.
    private var planOptions: String { OptionWords.text([("--plan", plan), ("--plan-max-age", planMaxAge)]) }

    /// The options that say how fast to work, and where the state is kept.
    private var paceOptions: String { OptionWords.joined([journal.commandLine, pace.commandLine]) }

    /// The options that consent to the plan of every manifest.
    private func consentOptions(_ sessions: [Session]) -> String {
        OptionWords.text(sessions.map { ("--confirm", $0.manifest.name) })
    }

    /// Puts together how the run of one manifest was called.
    ///
    /// - Parameters:
    ///   - name: the manifest's name.
    ///   - sessions: all manifests of the file.
    ///   - reader: what reads the options.
    ///   - isStopOnly: whether loops are only stopped.
    /// - Returns: the pieces of command lines.
    private func invocation(
        for name: String,
        _ sessions: [Session],
        _ reader: OptionReader,
        isStopOnly: Bool
    ) -> RunInvocation {
        var invocation = RunInvocation()
        invocation.pace = paceOptions
        invocation.plan = planOptions
        invocation.followUp = followUp.map(ShellWord.quoted) ?? ""
        // As they were given, for one path stands for those of all manifests.
        let reports = reader.list(report, "report")
        let journals = reports.filter { (try? ReportDestination(parsing: $0))?.canBeJournal ?? false }
        let goingOn = reports.filter { !journals.contains($0) || $0 == journals.first }
        invocation.reports = OptionWords.text(goingOn.map { ("--report", $0) })
        invocation.consent = consentOptions(sessions)
        invocation.isStopOnly = isStopOnly
        invocation.isStopOnlyByEnvironment = isStopOnly && !stopOnly
        return invocation
    }

    /// Decides how consent is had to each manifest, by name.
    ///
    /// - Throws: `CommandFailure` when a name is another, or there is no one to ask.
    private func consents(_ sessions: [Session]) throws(CommandFailure) -> [String: Consent] {
        let options = OptionWords.joined([
            planOptions, paceOptions, stopOnly ? "--stop-only" : "", journal.resume ? "--resume" : "",
            OptionWords.text([("--follow-up", followUp)] + report.map { ("--report", $0) }), consentOptions(sessions),
        ])
        let names = sessions.map(\.manifest.name)
        if let unknown = confirm.first(where: { !names.contains($0) }) {
            let known = names.map { "'\($0)'" }.joined(separator: ", ")
            let subject = names.count == 1 ? "the manifest's name is" : "the manifests' names are"
            throw CommandFailure(.usage, "--confirm names '\(unknown)', but \(subject) \(known)")
        }
        var consents: [String: Consent] = [:]
        for session in sessions {
            let name = session.manifest.name
            consents[name] = try Consent(
                isYes: yes,
                confirmation: confirm.contains(name) ? name : confirm.first,
                name: name,
                canAsk: Consent.canAsk,
                command: "\(session.command("run")) \(options)"
            )
        }
        return consents
    }

    /// Reads where the reports of each manifest go, by name.
    ///
    /// - Throws: `CommandFailure` when two reports would go to one file.
    private func destinations(_ sessions: [Session]) throws(CommandFailure) -> [String: [ReportDestination]] {
        var destinations: [String: [ReportDestination]] = [:]
        var taken: Set<ReportDestination.Target> = [.standardOutput]
        for session in sessions {
            let own = try session.destinations(report)
            for destination in own where destination.target != .standardOutput {
                guard taken.insert(destination.target).inserted else {
                    throw CommandFailure(
                        .usage,
                        "the reports of \(sessions.count) manifests cannot go to one file: put {name} into the path"
                    )
                }
            }
            destinations[session.manifest.name] = own
        }
        return destinations
    }
}
