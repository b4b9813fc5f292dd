import ArgumentParser
import CleanupEngine
import CleanupManifest
import CleanupReport
import HumanLoops

/// `loopsweep discover`: lists the loops of a flow definition and prints a manifest of those that are wanted.
struct DiscoverCommand: AsyncParsableCommand {
    /// What the help says.
    static let configuration = CommandConfiguration(
        commandName: "discover",
        abstract: "Lists the loops of a flow definition and prints a manifest of them; changes nothing.",
        discussion: """
            The manifest names each loop with its status and age beside it, expects what was found, and allows no more \
            loops than were found:
              loopsweep discover --flow-definition ARN --older-than 7d > old.yaml
              loopsweep plan old.yaml
            """
    )

    /// Which loops are wanted.
    @OptionGroup(title: "Loops") var selection: SelectionArguments
    /// Whom to call.
    @OptionGroup(title: "Service") var calls: CallArguments
    /// How fast to work.
    @OptionGroup(title: "Pace") var pace: PaceArguments
    /// What is shown.
    @OptionGroup(title: "Output") var output: OutputArguments

    func validate() throws {
        if output.output != nil { throw ValidationError("discover prints a manifest: leave out --output") }
    }

    func run() async throws {
        try await carryOut { console in
            let reader = OptionReader(environment: CommandEnvironment.current.variables)
            let discovery = try Discovery(
                selection: selection,
                calls: calls,
                pace: pace,
                output: output,
                reader: reader,
                console: console
            )
            return try await discovery.printManifest()
        }
    }
}

/// The look for the loops of one flow definition, with everything it needs put together.
struct Discovery: Sendable {
    /// The flow definition.
    private let flowDefinition: AmazonResourceName
    /// A manifest that has only the rule by which loops are wanted.
    private let manifest: CleanupManifest
    /// How the service is reached.
    private let connection: ServiceConnection
    /// What is shown and how.
    private let output: OutputOptions
    /// Where it is shown.
    private let console: Console

    /// Reads the options.
    ///
    /// - Throws: `CommandFailure` when an option is not what it must be.
    init(
        selection: SelectionArguments,
        calls: CallArguments,
        pace: PaceArguments,
        output: OutputArguments,
        reader: OptionReader,
        console: Console
    ) throws(CommandFailure) {
        let flowDefinition = try selection.arn(reader)
        let options = try calls.settled(reader)
        if let region = options.region, region != flowDefinition.region {
            throw CommandFailure(
                .wrongTarget,
                "--region is '\(region)', but the flow definition is in '\(flowDefinition.region)'"
            )
        }
        var manifest = CleanupManifest(
            name: "discover",
            target: CleanupTarget(account: flowDefinition.account, region: flowDefinition.region)
        )
        manifest.selections = [try selection.rule(reader)]
        try pace.apply(to: &manifest.execution, reader)
        self.flowDefinition = flowDefinition
        self.manifest = manifest
        self.output = try output.settled(reader)
        self.console = console
        connection = ServiceConnection(
            options: options,
            environment: reader.environment,
            concurrency: manifest.execution.concurrency,
            logger: self.output.logger(console),
            console: console,
            deadline: manifest.execution.deadline
        )
    }

    /// Lists the loops and prints the manifest of those that are wanted.
    ///
    /// - Returns: the exit code.
    /// - Throws: `CommandFailure` when the service cannot be called, `ReportWriteError` when the manifest cannot be written.
    func printManifest() async throws -> CleanupEngine.ExitCode {
        let stopRequest = StopRequest()
        return try await SignalListener.listen(console, raising: stopRequest) {
            try await connection.withService(of: manifest.target, stopRequest) { service, place in
                if place.region != flowDefinition.region {
                    let help = "the flow definition is in '\(flowDefinition.region)'"
                    throw CommandFailure(.wrongTarget, "the service called is in '\(place.region)', but \(help)")
                }
                let display = output.progressDisplay(console)
                let now = WallClock.now()
                var run = CleanupRun(
                    manifest: manifest,
                    service: service,
                    clock: CommandEnvironment.current.clock,
                    startedAt: now,
                    stopRequest: stopRequest,
                    observer: display
                )
                let found = await run.select()
                display.clear()
                if let halt = run.halt { return end(halt, run.tally) }
                return try show(found, at: now)
            }
        }
    }

    /// Says what ended the look early.
    private func end(_ halt: RunHalt, _ tally: RunTally) -> CleanupEngine.ExitCode {
        // There is no manifest whose line could be named.
        let message = if case .selection(let fault) = halt { fault.message } else { halt.reportMessage }
        console.say("loopsweep: error: \(message)")
        // What the deadline cut off is not there to be counted, and half a list is no list.
        return halt == .deadline ? .deferred : ExitCode(tally: tally, halt: halt)
    }

    /// Prints the manifest, or says that there is nothing to put in it.
    private func show(_ found: FoundLoops?, at now: Timestamp) throws(ReportWriteError) -> CleanupEngine.ExitCode {
        guard let found, !found.loops.isEmpty else {
            let listed = found?.findings.first?.listed ?? 0
            console.say(
                "loopsweep: none of the \(listed) loops of \(flowDefinition) is wanted: no manifest was printed"
            )
            return .success
        }
        let maker = "loopsweep \(LoopsweepCommand.version)"
        try DiscoveredManifest(of: flowDefinition, found, at: now, by: maker).write(to: console.results)
        return .success
    }
}
