import CleanupEngine
import CleanupJournal
import CleanupManifest
import CleanupReport
import HumanLoops
import Support
import YAML

extension VerifyCommand {
    /// Checks the books of a report, and looks whether all loops that its run was to remove are gone.
    ///
    /// Throws a `CommandFailure` with 65 when the file is not a report, and with 66 when it cannot be read.
    func verifyReport(_ reader: OptionReader, _ console: Console) async throws -> CleanupEngine.ExitCode {
        var execution = ExecutionSettings()
        try pace.apply(to: &execution, reader)
        let output = try output.settled(reader)
        let connection = ServiceConnection(try calls.settled(reader), output, execution, console)
        let file = try journal()
        let history = file.reading.history
        guard let start = history.start else { preconditionFailure("a report that was read has a start") }
        let claims = history.claims
        return try await SignalListener.listen(console) { stopRequest in
            try await connection.withService(of: CleanupTarget(region: start.region), stopRequest) { service, place in
                try check(place, against: start, account: history.account)
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
                var report = VerificationReport(
                    path: file.path,
                    name: start.name,
                    at: now,
                    loops: claims.map(\.name),
                    findings: findings
                )
                (report.flaws, report.isFinished) = (history.flaws, history.end != nil)
                try report.write(output.format, layout: output.resultTerminal.layout, to: console.results)
                return report.exitCode
            }
        }
    }

    private func journal() throws(CommandFailure) -> JournalFile {
        do throws(JournalError) {
            return try JournalFile(path: path, isContinued: false)
        } catch {
            let code: CleanupEngine.ExitCode = if case .system = error { .missingManifest } else { .invalidManifest }
            throw CommandFailure(code, "\(SanitizedText.quoted(path)): \(error)")
        }
    }

    /// Refuses to look in another place than the one in which the loops were deleted.
    private func check(_ place: ServicePlace, against start: RunStart, account: String?) throws(CommandFailure) {
        let difference: String
        if start.isSimulated != place.isSimulated {
            let run = start.isSimulated ? "a rehearsal" : "a run at \(start.endpoint)"
            let loops = place.isSimulated ? "a rehearsal" : place.endpoint
            difference = "\(run): its loops are not those of \(loops)"
        } else if !place.isSimulated, start.endpoint != place.endpoint {
            difference = "a run at \(start.endpoint), and this is \(place.endpoint): give --endpoint-url"
        } else if let account, let called = place.account, account != called {
            difference = "account \(account), and the credentials are of account \(called)"
        } else if start.region != place.region {
            difference = "a run in \(start.region), and this is \(place.region)"
        } else {
            return
        }
        throw CommandFailure(.wrongTarget, "the report is of \(difference)")
    }
}
