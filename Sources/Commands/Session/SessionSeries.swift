import CleanupEngine
import CleanupManifest
import CleanupReport

/// The manifests of one file, planned or run one after the other.
struct SessionSeries: Sendable {
    /// A session for each manifest, in the order of the file; at least one.
    var sessions: [Session]
    /// Where it is shown which one is at work.
    private let console: Console

    /// Reads the options and the manifests.
    ///
    /// - Throws: `CommandFailure` when an option or a manifest is not what it must be.
    init(
        manifest path: String,
        calls: CallArguments,
        pace: PaceArguments,
        output: OutputArguments,
        console: Console
    ) throws(CommandFailure) {
        let environment = CommandEnvironment.current.variables
        let reader = OptionReader(environment: environment)
        let output = try output.settled(reader)
        let calls = try calls.settled(reader)
        var sessions: [Session] = []
        for var manifest in try InputFile(path: path, problems: output.problems).manifests(console) {
            let written = manifest.execution
            try pace.apply(to: &manifest.execution, reader)
            let connection = ServiceConnection(
                options: calls,
                environment: environment,
                concurrency: manifest.execution.concurrency,
                logger: output.logger(console),
                console: console,
                deadline: manifest.execution.deadline
            )
            sessions.append(
                Session(
                    manifest,
                    written: written,
                    path: path,
                    connection: connection,
                    output: output,
                    console: console
                )
            )
        }
        self.sessions = sessions
        self.console = console
    }

    /// Refuses an option that is about one manifest where there are several.
    ///
    /// - Parameters:
    ///   - value: the option's value; nil when it was not given.
    ///   - flag: the option's name, with its dashes.
    /// - Throws: `CommandFailure` when it was given and there are several manifests.
    func requireOne(for value: String?, _ flag: String) throws(CommandFailure) {
        guard value != nil, sessions.count > 1 else { return }
        throw CommandFailure(.usage, "\(flag) is about one manifest, and the file holds \(sessions.count)")
    }

    /// Leaves for later runs all that is not to be stopped.
    mutating func stopOnly() {
        for index in sessions.indices { sessions[index].stopOnly() }
    }

    /// Does something with each manifest in turn, while signals are listened for.
    ///
    /// After a manifest that could not be planned or run at all, and after a signal, the next one does not begin.
    ///
    /// - Parameter body: what is done; it is told what a signal raises.
    /// - Returns: the gravest exit code.
    /// - Throws: what the body throws.
    func inOrder(
        _ body: (Session, StopRequest) async throws -> SessionEnding
    ) async throws -> CleanupEngine.ExitCode {
        let stopRequest = StopRequest()
        return try await SignalListener.listen(console, raising: stopRequest) {
            var gravest = CleanupEngine.ExitCode.success
            var ended: [DocumentTraces] = []
            for index in sessions.indices {
                let session = session(at: index, after: ended)
                if sessions.count > 1 { console.say("loopsweep: manifest '\(session.manifest.name)'") }
                let ending = try await body(session, stopRequest)
                if let traces = ending.traces { ended.append(traces) }
                gravest = gravest.gravest(ending.exitCode)
                guard ending.letsNextBegin else {
                    if index + 1 < sessions.count { sayNotBegun(after: session) }
                    break
                }
            }
            return gravest
        }
    }

    /// Says which manifests were not begun.
    private func sayNotBegun(after session: Session) {
        let names = sessions.drop { $0.manifest.name != session.manifest.name }.dropFirst().map {
            "'\($0.manifest.name)'"
        }
        console.say("loopsweep: not begun after '\(session.manifest.name)': \(names.joined(separator: ", "))")
    }

    /// Puts a session together with what it must know of the other documents.
    private func session(at index: Int, after ended: [DocumentTraces]) -> Session {
        var session = sessions[index]
        for (other, neighbour) in sessions.enumerated() where other != index { session.others.add(neighbour.manifest) }
        for traces in ended { session.others.add(traces) }
        return session
    }
}

/// How one manifest's plan or run ended.
struct SessionEnding: Hashable, Sendable {
    /// What it leads the process to tell its caller.
    let exitCode: ExitCode
    /// Whether the next manifest of the file may begin.
    let letsNextBegin: Bool
    /// What it had to do with, for the manifests after it; nil when there are none.
    let traces: DocumentTraces?

    /// Makes an ending.
    ///
    /// - Parameters:
    ///   - exitCode: the exit code.
    ///   - halt: what ended the run early; nil when nothing did.
    ///   - traces: what it had to do with; nil when that was not asked for.
    init(_ exitCode: ExitCode, halt: RunHalt?, traces: DocumentTraces? = nil) {
        self.traces = traces
        self.exitCode = exitCode
        // A rule that cannot be listed means that the run was not possible, whatever its exit code is.
        // A rule that cannot be listed means that the run was not possible, whatever its exit code is; and what a rule would
        // have kept is not known to the next manifest.
        if case .selection = halt {
            letsNextBegin = false
        } else {
            letsNextBegin = exitCode.letsNextBegin && traces?.isWhole ?? true
        }
    }
}
