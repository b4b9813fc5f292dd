import CleanupEngine
import CleanupManifest
import CleanupReport
import HumanLoops

extension Session {
    /// Looks whether every loop that the manifest names, and every one that its rules find, is gone.
    ///
    /// A loop that only has the name of one that is meant, and not what the manifest expects of it, is another loop.
    ///
    /// - Parameter stopRequest: what a signal raises.
    /// - Returns: how it ended.
    /// - Throws: `CommandFailure` when the service cannot be called, `ReportWriteError` when the result cannot be written.
    func verify(_ stopRequest: StopRequest) async throws -> SessionEnding {
        try await connection.withService(of: manifest.target, stopRequest) { service, place in
            try check(place)
            let now = WallClock.now()
            let display = output.progressDisplay(console)
            var claims = manifest.loops.map { entry in
                AbsenceClaim(name: entry.name, identity: manifest.settings[entry.settings].expectation)
            }
            var listing = CallCounts()
            var traces = others.isEmpty ? nil : DocumentTraces(at: target(at: place))
            for claim in claims { traces?.add(claim.name, isSpared: false, stays: nil) }
            if !manifest.selections.isEmpty {
                let rules = await find(with: service, at: now, target(at: place), stopRequest, display)
                if let halt = rules.halt {
                    display.clear()
                    say(halt)
                    return SessionEnding(ExitCode(tally: rules.tally, halt: halt), halt: halt)
                }
                listing = rules.tally.calls
                claims += rules.claims
                if let found = rules.found { traces?.add(found) }
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
            var findings = await check.check(claims)
            display.clear()
            findings.calls += listing
            // The rules were followed: their flow definitions are there.
            if !manifest.selections.isEmpty { findings.isPlaceKnown = true }
            let report = VerificationReport(
                path: path,
                name: manifest.name,
                at: now,
                loops: claims.map(\.name),
                findings: findings
            )
            try report.write(output.format, layout: output.resultTerminal.layout, to: console.results)
            return SessionEnding(report.exitCode, halt: findings.halt, traces: traces)
        }
    }

    /// Finds the loops that the manifest's rules would still remove.
    private func find(
        with service: some HumanLoopService,
        at now: Timestamp,
        _ target: CleanupTarget,
        _ stopRequest: StopRequest,
        _ display: ProgressDisplay
    ) async -> (claims: [AbsenceClaim], found: FoundLoops?, tally: RunTally, halt: RunHalt?) {
        var run = CleanupRun(
            manifest: manifest,
            earlier: others.joined(to: EarlierParts(), of: manifest, at: target),
            service: service,
            clock: CommandEnvironment.current.clock,
            startedAt: now,
            stopRequest: stopRequest,
            observer: display
        )
        let found = await run.select()
        let claims = (found?.loops ?? []).map { loop in
            AbsenceClaim(
                name: loop.entry.name,
                creationTime: loop.reviewed.creationTime,
                flowDefinitionARN: loop.reviewed.flowDefinitionARN
            )
        }
        return (claims, found, run.tally, run.halt)
    }
}
