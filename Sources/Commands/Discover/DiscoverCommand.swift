import ArgumentParser
import CleanupEngine
import CleanupJournal
import CleanupManifest
import HumanLoops
import Support

/// `loopsweep discover`: lists the loops of a flow definition and prints a manifest of those that are wanted.
struct DiscoverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discover",
        abstract: "Lists the loops of a flow definition and prints a manifest of them; changes nothing.",
        discussion: """
            The manifest names each loop with its status and age beside it, expects what was found, and allows no more \
            loops than were found.

            Examples:
              loopsweep discover --flow-definition ARN --older-than 7d > old.yaml
              loopsweep discover --flow-definition ARN --status Failed > failed.yaml
              loopsweep discover --flow-definition ARN --duplicates-by '^(.+)-[0-9a-f]{8}$'
              loopsweep plan old.yaml                          then see what it would do
            """
    )

    @OptionGroup(title: "Loops") var selection: SelectionArguments
    @OptionGroup(title: "Service") var calls: CallArguments
    @OptionGroup(title: "Pace") var pace: PaceArguments
    @OptionGroup(title: "Output") var output: OutputArguments<OneFormat>

    func validate() throws {
        if output.output != nil { throw ValidationError("discover prints a manifest: leave out --output") }
    }

    func run() async throws {
        try await carryOut { reader, console in
            let flow = try selection.arn(reader)
            let calls = try calls.settled(reader)
            if let region = calls.region, region != flow.region {
                throw CommandFailure(
                    .wrongTarget,
                    "--region is '\(region)', but the flow definition is in '\(flow.region)'"
                )
            }
            let manifest = try manifest(of: flow, reader)
            if let glob = manifest.selections.first?.matching.flatMap(NameGlob.init) {
                console.say("loopsweep: warning: --matching \(glob.warning); \(glob.help)")
            }
            for glob in (manifest.selections.first?.excludes ?? []).compactMap(NameGlob.init) {
                console.say("loopsweep: warning: --exclude \(glob.warning); \(glob.help)")
            }
            let output = try output.settled(reader)
            let connection = ServiceConnection(calls, output, manifest.execution, console)
            return try await SignalListener.listen(console) { stopRequest in
                try await connection.withService(of: manifest.target, stopRequest) { service, place in
                    guard place.region == flow.region else {
                        let help = "the flow definition is in '\(flow.region)'"
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
                    if let stopReason = run.stopReason { return end(stopReason, run.tally, console) }
                    return try show(found, of: flow, at: now, console)
                }
            }
        }
    }

    /// A manifest that has only the rule by which loops are wanted.
    private func manifest(of flow: AmazonResourceName, _ reader: OptionReader) throws(CommandFailure) -> CleanupManifest
    {
        var manifest = CleanupManifest(
            name: "discover",
            target: CleanupTarget(account: flow.account, region: flow.region)
        )
        manifest.selections = [try selection.rule(reader)]
        try pace.apply(to: &manifest.execution, reader)
        return manifest
    }

    /// Says what ended the listing early.
    private func end(_ stopReason: RunStopReason, _ tally: RunTally, _ console: Console) -> CleanupEngine.ExitCode {
        // There is no manifest whose line could be named.
        let message = if case .selection(let fault) = stopReason { fault.message } else { stopReason.reportMessage }
        console.say("loopsweep: error: \(message)")
        // What the deadline left unlisted cannot be counted, and half a list is no list.
        let isOutOfTime = stopReason == .deadline || stopReason == .throttled
        return isOutOfTime ? .deferred : ExitCode(tally: tally, stopReason: stopReason)
    }

    /// Prints the manifest, or says that there is nothing to put in it.
    private func show(
        _ found: FoundLoops?,
        of flow: AmazonResourceName,
        at now: Timestamp,
        _ console: Console
    ) throws(ReportWriteError) -> CleanupEngine.ExitCode {
        if found?.findings.first?.missing != nil {
            let reason = "it was deleted, and its loops with it, or it is in another account or region"
            let command = "aws sagemaker list-flow-definitions --region \(flow.region)"
            console.say("loopsweep: error: the flow definition \(flow) does not exist: \(reason)")
            console.say("loopsweep: to see those that exist: \(command)")
            return .failed
        }
        guard let found, !found.loops.isEmpty else {
            let listed = found?.findings.first?.listed ?? 0
            let subject = listed == 0 ? "no loop" : "none of the \(CountText.counted(listed, "loop"))"
            console.say("loopsweep: \(subject) of \(flow) meets the conditions: nothing was printed")
            console.say("loopsweep: a file that standard output goes to is empty and no manifest: try fewer conditions")
            return .success
        }
        let maker = "loopsweep \(LoopsweepCommand.version)"
        try DiscoveredManifest(of: flow, found, at: now, by: maker).write(to: console.results)
        return .success
    }
}
