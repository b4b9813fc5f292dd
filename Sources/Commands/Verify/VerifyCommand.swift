import ArgumentParser
import CleanupEngine
import CleanupJournal
import CleanupManifest
import CleanupReport
import HumanLoops
import Support

/// `loopsweep verify`: looks whether all loops of a manifest, or of a report, are gone.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Looks whether the loops of a manifest, or of a report, are gone.",
        discussion: """
            A report is one in JSON Lines. Its chain, its books and the SHA-256 of its results are checked first, then each \
            loop is looked up that its run was to remove; a later loop of one of the names is told apart.
              loopsweep verify cleanup.yaml        0 only when every loop is gone
              loopsweep verify cleanup.jsonl

            Exit codes: 0 all gone, 1 some still there or not known, or nothing shows which account it is, 3 the report has no \
            end, 65 the report contradicts itself, 75/77/78 as ever.
            """
    )

    @Argument(help: "A manifest, or a report in JSON Lines.")
    var path: String
    @OptionGroup(title: "Service") var calls: CallArguments
    @OptionGroup(title: "Pace") var pace: PaceArguments
    @OptionGroup(title: "Output") var output: OutputArguments

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
            let check = AbsenceCheck(
                target: manifest.target,
                execution: manifest.execution,
                service: service,
                clock: CommandEnvironment.current.clock,
                startedAt: now,
                stopRequest: stopRequest,
                observer: display
            )
            var findings = await check.check(expected.claims)
            display.clear()
            findings.calls += expected.tally.calls
            // The rules were followed: their flow definitions are there.
            if !manifest.selections.isEmpty { findings.isPlaceKnown = true }
            let report = VerificationReport(
                path: path,
                name: manifest.name,
                at: now,
                loops: expected.claims.map(\.name),
                findings: findings
            )
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
    ) async -> (claims: [AbsenceClaim], traces: DocumentTraces?, tally: RunTally, stopReason: RunStopReason?) {
        var traces = traces(at: target(at: place))
        var claims = manifest.loops.map { entry in
            AbsenceClaim(name: entry.name, identity: manifest.settings[entry.settings].expectation)
        }
        for claim in claims { traces?.add(claim.name, isSpared: false, keptInstead: nil) }
        guard !manifest.selections.isEmpty else { return (claims, traces, RunTally(), nil) }
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
            claims.append(
                AbsenceClaim(
                    name: loop.entry.name,
                    creationTime: loop.precondition.creationTime,
                    flowDefinitionARN: loop.precondition.flowDefinitionARN
                )
            )
        }
        return (claims, traces, run.tally, run.stopReason)
    }
}
