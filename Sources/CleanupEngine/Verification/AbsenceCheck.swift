package import CleanupManifest
package import HumanLoops

/// Holds claims that loops are gone against the service, with as few calls as that takes; changes nothing.
///
/// Loops of one flow definition are listed over the time in which they were created, as long as that costs less than a
/// describe of each. What a whole list does not name is gone; what it names, and all that was not listed, is described.
package struct AbsenceCheck<Service: HumanLoopService, C: Clock>: Sendable where C.Duration == Duration {
    /// How fast to work.
    let execution: ExecutionSettings
    /// Whom the calls are made to.
    let service: Service
    /// What time is told by.
    let clock: C
    /// When the check started, by the calendar.
    let startedAt: Timestamp
    /// The signal that may ask the check to end.
    let stopRequest: StopRequest
    /// Who is shown the progress; nil for nobody.
    private let observer: (any RunObserver)?

    /// Prepares a check; nothing is called yet.
    ///
    /// - Parameters:
    ///   - execution: how fast to work.
    ///   - service: whom the calls are made to.
    ///   - clock: what time is told by.
    ///   - startedAt: when the check starts, by the calendar.
    ///   - stopRequest: the signal that may ask the check to end.
    ///   - observer: who is shown the progress; nil for nobody.
    package init(
        execution: ExecutionSettings = ExecutionSettings(),
        service: Service,
        clock: C,
        startedAt: Timestamp,
        stopRequest: StopRequest = StopRequest(),
        observer: (any RunObserver)? = nil
    ) {
        self.execution = execution
        self.service = service
        self.clock = clock
        self.startedAt = startedAt
        self.stopRequest = stopRequest
        self.observer = observer
    }

    /// Checks all claims.
    @concurrent
    package func check(_ claims: [AbsenceClaim]) async -> AbsenceFindings {
        var findings = AbsenceFindings(
            verdicts: Array(repeating: .unknown(nil), count: claims.count),
            isPlaceKnown: false
        )
        var isListed = Array(repeating: false, count: claims.count)
        for group in AbsenceListing.groups(of: claims) where findings.halt == nil {
            let list = await list(group)
            findings.calls += list.calls
            findings.halt = list.halt
            guard let names = list.names else { continue }
            findings.isPlaceKnown = true
            for index in group.claims where !names.contains(claims[index].name) {
                findings.verdicts[index] = .gone
                isListed[index] = true
            }
        }
        guard findings.halt == nil else {
            findings.exitCode = ExitCode(tally: RunTally(), halt: findings.halt)
            return findings
        }
        await describe(claims, claims.indices.filter { !isListed[$0] }, &findings)
        return findings
    }

    /// Describes the loops of claims and judges them.
    private func describe(_ claims: [AbsenceClaim], _ indices: [Int], _ findings: inout AbsenceFindings) async {
        guard !indices.isEmpty else { return }
        let manifest = CleanupManifest(
            name: "verify",
            execution: execution,
            loops: LoopTable(indices.lazy.map { LoopEntry(name: claims[$0].name) })
        )
        var run = CleanupRun(
            manifest: manifest,
            service: service,
            clock: clock,
            startedAt: startedAt,
            stopRequest: stopRequest,
            observer: observer
        )
        let plan = await run.survey()
        for (index, planned) in zip(indices, plan.loops) {
            if let loop = planned.loop {
                findings.isPlaceKnown = true
                findings.verdicts[index] = claims[index].verdict(on: loop)
            } else {
                findings.verdicts[index] =
                    planned.proposal == .end(.alreadyGone) ? .gone : .unknown(planned.problem)
            }
        }
        findings.calls += plan.calls
        findings.halt = plan.halt
        findings.exitCode = ExitCode(tally: run.tally, halt: plan.halt)
    }
}
