import CleanupManifest
import HumanLoops
import Testing
import TestSupport

@testable import CleanupEngine

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
        target: CleanupTarget = CleanupTarget(),
        faults: any ServiceFaults = NoFaults(),
        stopRequest: StopRequest = StopRequest()
    ) -> AbsenceFindings {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(loops.map { .init($0) }, time: time, faults: faults)
        return time.run {
            var run = CleanupRun(
                manifest: CleanupManifest(checking: claims, in: target, ExecutionSettings()),
                service: service,
                clock: time,
                startedAt: HumanLoop.sampleCreation,
                stopRequest: stopRequest
            )
            return await run.check(claims)
        }
    }

    @Test("each loop is described, whatever a list would say, and a later loop of the name is told apart")
    func describes() {
        let namesake = HumanLoop.sample(.failed, name: "loop-7", created: HumanLoop.sampleCreation + .seconds(9))
        let findings = Self.check(Self.claims(0..<20), [Self.loop(3), namesake])
        #expect(findings.verdicts[3] == .there(Self.loop(3)))
        #expect(findings.verdicts[7] == .another(namesake))
        #expect(findings.verdicts.count { $0 == .gone } == 18)
        #expect(findings.calls.list == 0 && findings.isPlaceKnown)
    }

    @Test("loops of another account or region say nothing of those that are meant")
    func otherPlace() {
        let targets = [CleanupTarget(account: "999999999999"), CleanupTarget(region: "eu-west-1")]
        for target in targets {
            let findings = Self.check(Self.claims(0..<2), [Self.loop(0), Self.loop(1)], target: target)
            #expect(
                findings.verdicts.allSatisfy {
                    if case .unknown(let problem?) = $0 { problem.isOfPlace } else { false }
                }
            )
            #expect(findings.exitCode == .wrongTarget)
        }
    }

    /// Whether a flow definition is claimed about, and whether it can be listed; then whether the place is known.
    static let places: [(isClaimed: Bool, isListed: Bool, isKnown: Bool)] = [
        (true, true, true), (true, false, false), (false, true, false),
    ]

    @Test(
        "where no loop is there, a flow definition that can be listed shows that the account is the one",
        arguments: places
    )
    func knowsPlace(_ isClaimed: Bool, _ isListed: Bool, _ isKnown: Bool) {
        let denied = HumanLoopServiceError(kind: .accessDenied, code: "AccessDeniedException", httpStatus: 403)
        let claims = isClaimed ? Self.claims(0..<5) : (0..<5).map { AbsenceClaim(name: .sample("loop-\($0)")) }
        let findings = Self.check(claims, faults: isListed ? NoFaults() : FailingLists(error: denied))
        #expect(findings.verdicts.allSatisfy { $0 == .gone })
        #expect(findings.isPlaceKnown == isKnown && findings.exitCode == .success)
        #expect(findings.calls.list == (isClaimed ? 1 : 0))
    }

    @Test("a name that was found to belong to another loop is that of another one, whatever has it")
    func another() {
        let claims = [AbsenceClaim.ofAnother(.sample("loop-1")), .ofAnother(.sample("loop-2"))]
        #expect(Self.check(claims, [Self.loop(1)]).verdicts == [.another(Self.loop(1)), .gone])
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
        #expect(Self.check(Self.claims([1]), [elsewhere]).verdicts == [.another(elsewhere)])
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
