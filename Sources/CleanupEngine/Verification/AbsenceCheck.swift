package import CleanupManifest
import HumanLoops

extension CleanupManifest {
    /// Makes the manifest by which claims are checked: it names their loops, which must be in `target` as far as that is
    /// asserted.
    package init(checking claims: [AbsenceClaim], in target: CleanupTarget, _ execution: ExecutionSettings) {
        self.init(
            name: "verify",
            target: target,
            execution: execution,
            loops: LoopTable(claims.lazy.map { LoopEntry(name: $0.name) })
        )
    }
}

extension CleanupRun {
    /// Checks the claims that the run's manifest was made of: each loop is described; changes nothing.
    ///
    /// A list proves nothing: it may leave out a loop that is there. It only shows that the account knows a flow
    /// definition, where no loop does.
    @concurrent
    package mutating func check(_ claims: [AbsenceClaim]) async -> AbsenceFindings {
        var findings = AbsenceFindings(verdicts: Array(repeating: .unknown(nil), count: claims.count))
        findings.isPlaceKnown = claims.isEmpty
        await describe(claims, &findings)
        if !findings.isPlaceKnown, findings.stopReason == nil { await lookAtPlace(of: claims, &findings) }
        return findings
    }

    private mutating func describe(_ claims: [AbsenceClaim], _ findings: inout AbsenceFindings) async {
        guard !claims.isEmpty else { return }
        let plan = await survey()
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
        findings.exitCode = ExitCode(tally: tally, stopReason: plan.stopReason)
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
