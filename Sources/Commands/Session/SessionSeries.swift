import CleanupEngine
import CleanupManifest
import Support

/// The manifests of one file, planned, run or verified one after the other.
struct SessionSeries: Sendable {
    /// A session for each manifest, in the order of the file; at least one.
    var sessions: [Session]
    private let console: Console

    /// Reads the manifests, and the options that every command has which takes some; `isRun` reads those of a run.
    ///
    /// Without a path the manifest is the one that the plan carries.
    init(
        manifest path: String?,
        _ calls: CallArguments,
        _ pace: PaceArguments,
        _ output: OutputArguments<some OutputFormats>,
        _ reader: OptionReader,
        _ console: Console,
        isRun: Bool = false,
        following plan: FollowedPlan? = nil
    ) throws(CommandFailure) {
        let output = try output.settled(reader, isOfRun: isRun)
        let calls = try calls.settled(reader)
        var sessions: [Session] = []
        let file: InputFile
        if let path {
            file = InputFile(path: path, problems: output.problems)
        } else if let plan {
            file = try plan.manifestFile(problems: output.problems)
        } else {
            throw .usage("name a manifest, or a saved plan with --plan")
        }
        for written in try file.manifests(console) {
            var manifest = written
            try pace.apply(to: &manifest.execution, reader)
            sessions.append(
                Session(
                    manifest: manifest,
                    written: written,
                    path: file.path,
                    connection: ServiceConnection(calls, output, manifest.execution, console),
                    output: output,
                    console: console
                )
            )
        }
        self.sessions = sessions
        self.console = console
    }

    /// Refuses an option that is about one manifest, and was given, where there are several.
    func requireOne(for value: String?, _ flag: String) throws(CommandFailure) {
        guard value != nil, sessions.count > 1 else { return }
        throw .usage(
            "\(flag) is about one manifest, and the file holds \(sessions.count): put each document into a file of its own"
        )
    }

    /// Does something with each manifest in turn, while signals are listened for, and returns the gravest exit code.
    ///
    /// After a manifest that could not be planned or run at all, and after a signal, the next one does not begin.
    func inOrder(
        _ body: (Int, Session, StopRequest) async throws -> SessionEnding
    ) async throws -> CleanupEngine.ExitCode {
        try await SignalListener.listen(console) { stopRequest in
            var gravest = CleanupEngine.ExitCode.success
            var ended: [DocumentTraces] = []
            for index in sessions.indices {
                var session = sessions[index]
                let others = sessions[..<index] + sessions[(index + 1)...]
                session.others = OtherDocuments(manifests: others.map(\.manifest), ended: ended)
                if sessions.count > 1 { console.say("loopsweep: manifest '\(session.manifest.name)'") }
                let ending = try await body(index, session, stopRequest)
                if let traces = ending.traces { ended.append(traces) }
                gravest = gravest.gravest(ending.exitCode)
                guard ending.letsNextBegin else {
                    let rest = CountText.listed(sessions[(index + 1)...].map(\.manifest.name))
                    if !rest.isEmpty { console.say("loopsweep: not begun after '\(session.manifest.name)': \(rest)") }
                    break
                }
            }
            return gravest
        }
    }
}
