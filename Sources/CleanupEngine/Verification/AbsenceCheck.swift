package import CleanupManifest
package import HumanLoops

/// Checks claims that loops are gone: each loop is described; changes nothing.
///
/// A list proves nothing: it may leave out a loop that is there. It only shows that the account knows a flow definition, where
/// no loop does.
package struct AbsenceCheck<Service: HumanLoopService, C: Clock>: Sendable where C.Duration == Duration {
    /// The account and region that the loops must be in, as far as they are asserted.
    let target: CleanupTarget
    let execution: ExecutionSettings
    let service: Service
    let clock: C
    let startedAt: Timestamp
    /// The signal that may ask the check to end.
    let stopRequest: StopRequest
    private let observer: (any RunObserver)?

    package init(
        target: CleanupTarget = CleanupTarget(),
        execution: ExecutionSettings = ExecutionSettings(),
        service: Service,
        clock: C,
        startedAt: Timestamp,
        stopRequest: StopRequest = StopRequest(),
        observer: (any RunObserver)? = nil
    ) {
        self.target = target
        self.execution = execution
        self.service = service
        self.clock = clock
        self.startedAt = startedAt
        self.stopRequest = stopRequest
        self.observer = observer
    }

    @concurrent
    package func check(_ claims: [AbsenceClaim]) async -> AbsenceFindings {
        var findings = AbsenceFindings(
            verdicts: Array(repeating: .unknown(nil), count: claims.count),
            isPlaceKnown: claims.isEmpty
        )
        await describe(claims, &findings)
        if !findings.isPlaceKnown, findings.stopReason == nil { await lookAtPlace(of: claims, &findings) }
        return findings
    }

    private func describe(_ claims: [AbsenceClaim], _ findings: inout AbsenceFindings) async {
        guard !claims.isEmpty else { return }
        let manifest = CleanupManifest(
            name: "verify",
            target: target,
            execution: execution,
            loops: LoopTable(claims.lazy.map { LoopEntry(name: $0.name) })
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
        for (index, planned) in plan.loops.enumerated() {
            if let problem = planned.problem, problem.isOfPlace {
                findings.verdicts[index] = .unknown(problem)
            } else if let loop = planned.loop {
                findings.isPlaceKnown = true
                findings.verdicts[index] = claims[index].verdict(on: loop)
            } else {
                findings.verdicts[index] =
                    planned.proposal == .end(.alreadyGone) ? .gone : .unknown(planned.problem)
            }
        }
        findings.calls += plan.calls
        findings.stopReason = plan.stopReason
        findings.exitCode = ExitCode(tally: run.tally, stopReason: plan.stopReason)
    }

    /// Finds out whether the account knows a flow definition of the claims: no loop of it is there to tell.
    private func lookAtPlace(of claims: [AbsenceClaim], _ findings: inout AbsenceFindings) async {
        var seen: Set<String> = []
        for arn in claims.lazy.compactMap(\.identity.flowDefinitionARN) where seen.insert(arn).inserted {
            guard seen.count <= Self.placeLimit, stopRequest.signal == nil else { return }
            for attempt in 1...Self.placeAttempts {
                findings.calls.list += 1
                do throws(HumanLoopServiceError) {
                    _ = try await service.listHumanLoops(HumanLoopQuery(flowDefinitionARN: arn, pageSize: 1))
                    findings.isPlaceKnown = true
                    return
                } catch {
                    guard error.retryVerdict != .lasting, error.kind != .credentials, attempt < Self.placeAttempts
                    else { break }
                }
                do {
                    try await clock.sleep(for: .seconds(attempt))
                } catch {
                    return
                }
            }
        }
    }

    /// How many flow definitions are asked for at the most.
    private static var placeLimit: Int { 5 }
    /// How often each is asked for at the most.
    private static var placeAttempts: Int { 4 }
}
