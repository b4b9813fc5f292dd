import CleanupEngine
import CleanupManifest
import CleanupReport
import HumanLoops
import Support
import YAML

/// The look whether all loops that the run of a report was to remove are gone, with everything it needs put together.
struct ReportVerification: Sendable {
    /// The report.
    private let file: JournalFile
    /// How fast to work.
    private let execution: ExecutionSettings
    /// How the service is reached.
    private let connection: ServiceConnection
    /// What is shown and how.
    private let output: OutputOptions
    /// Where it is shown.
    private let console: Console

    /// Reads the report and the options.
    ///
    /// - Throws: `CommandFailure` with 65 when the file is no report, with 66 when it cannot be read, with 64 when an option
    ///   is not what it must be.
    init(
        path: String,
        calls: CallArguments,
        pace: PaceArguments,
        output: OutputArguments,
        console: Console
    ) throws(CommandFailure) {
        let reader = OptionReader(environment: CommandEnvironment.current.variables)
        var execution = ExecutionSettings()
        try pace.apply(to: &execution, reader)
        self.execution = execution
        self.output = try output.settled(reader)
        self.console = console
        connection = ServiceConnection(
            options: try calls.settled(reader),
            environment: reader.environment,
            concurrency: execution.concurrency,
            logger: self.output.logger(console),
            console: console,
            deadline: execution.deadline
        )
        do throws(JournalError) {
            file = try JournalFile(path: path, isContinued: false)
        } catch {
            let code: CleanupEngine.ExitCode = if case .system = error { .missingManifest } else { .invalidManifest }
            throw CommandFailure(code, "\(SanitizedText.quoted(path)): \(error)")
        }
    }

    /// Checks the books, looks whether the loops are gone, and writes what came of it.
    ///
    /// - Returns: the exit code.
    /// - Throws: `CommandFailure` when the service cannot be called or is another, `ReportWriteError` when the result cannot
    ///   be written.
    func verify() async throws -> CleanupEngine.ExitCode {
        let history = file.reading.history
        guard let start = history.start else { preconditionFailure("a report that was read has a start") }
        let claims = history.claims
        let stopRequest = StopRequest()
        return try await SignalListener.listen(console, raising: stopRequest) {
            try await connection.withService(of: CleanupTarget(region: start.region), stopRequest) { service, place in
                try check(place, against: start)
                let now = WallClock.now()
                let display = output.progressDisplay(console)
                let findings = await AbsenceCheck(
                    execution: execution,
                    service: service,
                    clock: CommandEnvironment.current.clock,
                    startedAt: now,
                    stopRequest: stopRequest,
                    observer: display
                ).check(claims)
                display.clear()
                let report = VerificationReport(
                    path: file.path,
                    name: start.name,
                    at: now,
                    loops: claims.map(\.name),
                    findings: findings,
                    flaws: history.flaws,
                    isFinished: history.end != nil
                )
                try report.write(output.format, layout: output.resultTerminal.layout, to: console.results)
                return report.exitCode
            }
        }
    }

    /// Refuses to look in another place than the one in which the loops were deleted.
    private func check(_ place: ServicePlace, against start: RunStart) throws(CommandFailure) {
        if start.isSimulated != place.isSimulated {
            let run = start.isSimulated ? "a rehearsal" : "a run at \(start.endpoint)"
            throw CommandFailure(
                .wrongTarget,
                "the report is of \(run): its loops are not those of \(place.isSimulated ? "a rehearsal" : place.endpoint)"
            )
        }
        if !place.isSimulated, start.endpoint != place.endpoint {
            throw CommandFailure(
                .wrongTarget,
                "the report is of a run at \(start.endpoint), and this is \(place.endpoint): give --endpoint-url"
            )
        }
        if let account = file.reading.history.account, let called = place.account, account != called {
            throw CommandFailure(
                .wrongTarget,
                "the report is of account \(account), and the credentials are of account \(called)"
            )
        }
        if start.region != place.region {
            throw CommandFailure(.wrongTarget, "the report is of a run in \(start.region), and this is \(place.region)")
        }
    }
}
