import ArgumentParser
import CleanupEngine
import CleanupJournal
import CleanupManifest
import CleanupReport
import HumanLoops
import Support
import YAML

/// `loopsweep verify`: looks whether all loops of a manifest, or of a report, are gone.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Looks whether the loops of a manifest, or of a report, are gone.",
        discussion: """
            A report is one in JSON Lines. Its chain, its books and the SHA-256 of its results are checked first, then each \
            loop is looked up that its run was to remove; a later loop of one of the names is told apart.

            Examples:
              loopsweep verify cleanup.yaml                    0 when every loop is gone
              loopsweep verify cleanup.jsonl                   the report of a run
              loopsweep verify cleanup.jsonl --output json

            Exit codes: 0 all gone, 1 some still there or not known, or nothing shows which account it is, 3 the report has no \
            end, 65 the report contradicts itself, 75/77/78 as ever.
            """
    )

    @Argument(
        help: "A manifest, which - reads from standard input, or a report in JSON Lines.",
        completion: .file(extensions: ["yaml", "yml", "jsonl"])
    )
    var path: String
    @OptionGroup(title: "Service") var calls: CallArguments
    @OptionGroup(title: "Pace") var pace: PaceArguments
    @OptionGroup(title: "Output") var output: OutputArguments<ResultFormats>

    func run() async throws {
        try await carryOut { reader, console in
            if JournalFile.isJournal(path) { return try await verifyReport(reader, console) }
            let series = try SessionSeries(manifest: path, calls, pace, output, reader, console)
            return try await series.inOrder { _, session, stopRequest in try await session.verify(stopRequest) }
        }
    }
}

extension Session {
    /// Looks whether every loop that the manifest names, and every one that its rules find, is gone.
    ///
    /// A loop that only has the name of one that is meant, and not what the manifest expects of it, is another loop.
    func verify(_ stopRequest: StopRequest) async throws -> SessionEnding {
        try await connection.withService(of: manifest.target, stopRequest) { service, place in
            try check(place)
            let now = WallClock.now()
            let display = output.progressDisplay(console)
            let expected = await absences(with: service, at: now, in: place, stopRequest, display)
            if let stopReason = expected.stopReason {
                display.clear()
                say(stopReason)
                return SessionEnding(ExitCode(tally: expected.tally, stopReason: stopReason), stopReason: stopReason)
            }
            var check = CleanupRun(
                manifest: CleanupManifest(checking: expected.claims, in: manifest.target, manifest.execution),
                service: service,
                clock: CommandEnvironment.current.clock,
                startedAt: now,
                stopRequest: stopRequest,
                observer: display
            )
            var findings = await check.check(expected.claims)
            display.clear()
            findings.calls += expected.tally.calls
            // A rule that was followed shows that its flow definition is there.
            if !expected.rules.isEmpty {
                let isListed = expected.rules.contains { $0.missing == nil }
                findings.isPlaceKnown = isListed || !expected.claims.isEmpty && findings.isPlaceKnown
            }
            var report = VerificationReport(
                path: path,
                name: manifest.name,
                at: now,
                loops: expected.claims.map(\.name),
                findings: findings
            )
            report.rules = expected.rules
            report.place = try calledPlace(place)
            try report.write(output.format, layout: output.resultTerminal.layout, to: console.results)
            return SessionEnding(report.exitCode, stopReason: findings.stopReason, traces: expected.traces)
        }
    }

    /// The loops that must be gone: those that the manifest names, and those that its rules would still remove.
    private func absences(
        with service: some HumanLoopService,
        at now: Timestamp,
        in place: ServicePlace,
        _ stopRequest: StopRequest,
        _ display: ProgressDisplay
    ) async -> (
        claims: [AbsenceClaim], traces: DocumentTraces?, tally: RunTally, rules: [SelectionFinding],
        stopReason: RunStopReason?
    ) {
        var traces = traces(at: target(at: place))
        var claims = manifest.loops.map { entry in
            AbsenceClaim(name: entry.name, identity: manifest.settings[entry.settings].expectation)
        }
        for claim in claims { traces?.add(claim.name, isSpared: false, keptInstead: nil) }
        guard !manifest.selections.isEmpty else { return (claims, traces, RunTally(), [], nil) }
        var run = CleanupRun(
            manifest: manifest,
            earlier: others.joined(to: EarlierParts(), of: manifest, at: target(at: place)),
            service: service,
            clock: CommandEnvironment.current.clock,
            startedAt: now,
            stopRequest: stopRequest,
            observer: display
        )
        let found = await run.select()
        traces?.isWhole = true
        if let found { traces?.add(found) }
        for loop in found?.loops ?? [] {
            // What is protected is kept where only a rule found it.
            let flow = loop.precondition.flowDefinitionARN
            if manifest.guards.protect.reason(protecting: loop.entry.name, flowDefinitionARN: flow) != nil { continue }
            claims.append(
                AbsenceClaim(
                    name: loop.entry.name,
                    creationTime: loop.precondition.creationTime,
                    flowDefinitionARN: loop.precondition.flowDefinitionARN
                )
            )
        }
        return (claims, traces, run.tally, found?.findings ?? [], run.stopReason)
    }
}

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
                var run = CleanupRun(
                    manifest: CleanupManifest(checking: claims, in: CleanupTarget(), execution),
                    service: service,
                    clock: CommandEnvironment.current.clock,
                    startedAt: now,
                    stopRequest: stopRequest,
                    observer: display
                )
                let findings = await run.check(claims)
                display.clear()
                var report = VerificationReport(
                    path: file.path,
                    name: start.name,
                    at: now,
                    loops: claims.map(\.name),
                    findings: findings
                )
                report.place = CalledPlace(
                    account: place.account ?? history.account,
                    region: place.region,
                    endpoint: place.isSimulated ? nil : place.endpoint
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
        if start.isSimulated {
            difference =
                "a rehearsal, whose loops ended with it: to verify one, serve its fleet with `loopsweep simulate --fleet FLEET`"
        } else if place.isSimulated {
            difference = "a run at \(start.endpoint): its loops are not those of a rehearsal"
        } else if start.endpoint != place.endpoint {
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
