import CleanupEngine
import CleanupManifest
import HumanLoops
import Testing
import TestSupport

/// Claims that loops are gone, held against a service.
@Suite("AbsenceCheck")
struct AbsenceCheckTests {
    /// A loop of a number, each created a second after the one before.
    private static func loop(_ number: Int, flowDefinition: String = HumanLoop.sampleFlowDefinition) -> HumanLoop {
        let created = HumanLoop.sampleCreation + .seconds(number)
        return .sample(.completed, name: "loop-\(number)", created: created, flowDefinition: flowDefinition)
    }

    /// Claims that the loops of some numbers are gone.
    private static func claims(_ numbers: some Sequence<Int>) -> [AbsenceClaim] {
        numbers.map { number in
            let loop = loop(number)
            return AbsenceClaim(
                name: loop.name,
                creationTime: loop.creationTime,
                flowDefinitionARN: loop.flowDefinitionARN
            )
        }
    }

    /// Checks claims against a service of some loops.
    private static func check(
        _ claims: [AbsenceClaim],
        _ loops: [HumanLoop] = [],
        faults: any ServiceFaults = NoFaults(),
        stopRequest: StopRequest = StopRequest()
    ) -> AbsenceFindings {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(loops.map { .init($0) }, time: time, faults: faults)
        return time.run {
            await AbsenceCheck(
                service: service,
                clock: time,
                startedAt: HumanLoop.sampleCreation,
                stopRequest: stopRequest
            ).check(claims)
        }
    }

    @Test("a whole list settles any number of claims with one call, whatever else the flow definition has")
    func lists() {
        let others = (500..<2_000).map { Self.loop($0) }
        let findings = Self.check(Self.claims(0..<200), others)
        #expect(findings.verdicts == Array(repeating: .gone, count: 200))
        #expect(findings.calls.list == 1 && findings.calls.describe == 0)
        #expect(findings.isPlaceKnown && findings.exitCode == .success)
    }

    @Test("what a list names is described, and a later loop of the name is told apart")
    func describes() {
        let namesake = HumanLoop.sample(.failed, name: "loop-7", created: HumanLoop.sampleCreation + .seconds(9))
        let findings = Self.check(Self.claims(0..<20), [Self.loop(3), namesake])
        #expect(findings.verdicts[3] == .there(Self.loop(3)))
        #expect(findings.verdicts[7] == .another(namesake))
        #expect(findings.verdicts.count { $0 == .gone } == 18)
        #expect(findings.calls.list == 1 && findings.calls.describe == 2)
    }

    @Test("a list that would cost more than describes is given up")
    func givesUp() {
        let others = (1..<1_000).map { Self.loop($0) }
        let findings = Self.check(Self.claims([0, 2_000]), others)
        #expect(findings.verdicts == [.gone, .gone])
        #expect(findings.calls.list == 1 && findings.calls.describe == 2)
    }

    @Test("a list that is not to be had leaves it to describes")
    func cannotList() {
        let denied = HumanLoopServiceError(kind: .accessDenied, code: "AccessDeniedException", httpStatus: 403)
        let findings = Self.check(Self.claims(0..<5), [Self.loop(1)], faults: FailingLists(error: denied))
        #expect(findings.verdicts[1] == .there(Self.loop(1)))
        #expect(findings.verdicts.count { $0 == .gone } == 4)
        #expect(findings.calls.describe == 5 && findings.exitCode == .success)
        let all = Self.check(Self.claims(0..<5), faults: FailingLists(error: denied))
        #expect(!all.isPlaceKnown && all.verdicts.allSatisfy { $0 == .gone })
    }

    @Test("a claim about any loop of a name holds only when there is none")
    func anyLoop() {
        let claims = [AbsenceClaim(name: .sample("loop-1")), AbsenceClaim(name: .sample("loop-2"))]
        let findings = Self.check(claims, [Self.loop(1)])
        #expect(findings.verdicts == [.there(Self.loop(1)), .gone])
        #expect(findings.calls.list == 0)
    }

    @Test("a loop of another flow definition, or of another time, is another loop")
    func identity() {
        var claim = AbsenceClaim(name: .sample("loop-1"))
        claim.identity.createdBefore = HumanLoop.sampleCreation
        #expect(Self.check([claim], [Self.loop(1)]).verdicts == [.another(Self.loop(1))])
        let elsewhere = Self.loop(1, flowDefinition: "arn:aws:other")
        #expect(Self.check(Self.claims([1]), [elsewhere]).verdicts == [.gone])
    }

    @Test("a signal ends the check, and what was not asked is not known")
    func interrupted() {
        let stopRequest = StopRequest()
        stopRequest.raise(.interrupt)
        let findings = Self.check(Self.claims(0..<3), stopRequest: stopRequest)
        #expect(findings.exitCode == .interrupted)
        #expect(findings.verdicts == Array(repeating: .unknown(nil), count: 3))
    }

    @Test("every claim is judged rightly, whatever goes wrong", arguments: 0..<200 as Range<UInt64>)
    func faults(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let present = (0..<30).filter { _ in Int.random(in: 0..<4, using: &generator) == 0 }
        let findings = Self.check(
            Self.claims(0..<30),
            present.map { Self.loop($0) },
            faults: SeededFaults(seed: seed, percent: 20)
        )
        for (number, verdict) in findings.verdicts.enumerated() {
            if case .unknown = verdict { continue }
            #expect(verdict == (present.contains(number) ? .there(Self.loop(number)) : .gone))
        }
    }
}
