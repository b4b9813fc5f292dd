import HumanLoops
import Testing
import TestSupport

@testable import CleanupEngine
@testable import CleanupManifest

/// Which loops are not touched because they are not what the manifest says.
@Suite("LoopLifecycle: refusals")
struct LoopLifecycleRefusalTests {
    /// A reason to refuse, the loop it holds for, and the rules it is found by.
    struct Row: Sendable {
        /// The code in the report.
        let code: ProblemCode
        /// The loop as described.
        let loop: HumanLoop
        /// What the loop must be.
        var expectation = LoopExpectation()
        /// Where it must be.
        var target = CleanupTarget()
        /// Which loops are never touched.
        var protect = ProtectedLoops()
        /// The ARN in the manifest.
        var arn: String?
        /// The latest moment of creation that is old enough.
        var latestCreation: Timestamp?
    }

    /// A loop without an ARN.
    private static let nameless = HumanLoop(
        name: .sample("dup-000017"),
        status: .stopped,
        creationTime: HumanLoop.sampleCreation
    )

    /// Every reason, with the value that just breaks the rule.
    static let rows: [Row] = [
        Row(code: .accountMismatch, loop: .sample(.stopped, account: "999999999999"), target: .sample),
        Row(code: .regionMismatch, loop: .sample(.inProgress, region: "eu-west-1"), target: .sample),
        Row(code: .unknownARN, loop: nameless, target: .sample),
        Row(
            code: .arnMismatch,
            loop: .sample(.stopped),
            arn: "arn:aws:sagemaker:us-east-1:123456789012:human-loop/other"
        ),
        Row(code: .arnMismatch, loop: nameless, arn: "arn:aws:sagemaker:us-east-1:123456789012:human-loop/dup-000017"),
        Row(
            code: .flowDefinitionMismatch,
            loop: .sample(.failed, flowDefinition: HumanLoop.sampleFlowDefinition + "-2"),
            expectation: LoopExpectation(flowDefinitionARN: HumanLoop.sampleFlowDefinition)
        ),
        Row(
            code: .flowDefinitionMismatch,
            loop: nameless,
            expectation: LoopExpectation(flowDefinitionARN: HumanLoop.sampleFlowDefinition)
        ),
        Row(
            code: .creationTimeMismatch,
            loop: .sample(.completed),
            expectation: LoopExpectation(createdAfter: HumanLoop.sampleCreation + .milliseconds(1))
        ),
        Row(
            code: .creationTimeMismatch,
            loop: .sample(.completed),
            expectation: LoopExpectation(createdBefore: HumanLoop.sampleCreation)
        ),
        Row(code: .protected, loop: .sample(.stopped), protect: ProtectedLoops(names: [NamePattern(text: "dup-*17")])),
        Row(
            code: .protected,
            loop: .sample(.stopped, flowDefinition: nil),
            protect: ProtectedLoops(flowDefinitionARNs: ["arn:aws:other"])
        ),
        Row(
            code: .protected,
            loop: .sample(.stopping),
            protect: ProtectedLoops(flowDefinitionARNs: [HumanLoop.sampleFlowDefinition])
        ),
        Row(
            code: .tooYoung,
            loop: .sample(.inProgress),
            latestCreation: HumanLoop.sampleCreation - .milliseconds(1)
        ),
    ]

    @Test("a loop that is not what was meant is refused, whatever its status", arguments: rows)
    func refuses(_ row: Row) {
        let lifecycle = play(row)
        #expect(lifecycle.outcome == .refused)
        #expect(lifecycle.problem?.code == row.code.rawValue)
    }

    @Test("a loop that is just within every rule is not refused")
    func accepts() {
        let expectation = LoopExpectation(
            flowDefinitionARN: HumanLoop.sampleFlowDefinition,
            createdAfter: HumanLoop.sampleCreation,
            createdBefore: HumanLoop.sampleCreation + .milliseconds(1)
        )
        let protect = ProtectedLoops(names: [NamePattern(text: "golden-*")], flowDefinitionARNs: ["arn:aws:other"])
        let loop = HumanLoop.sample(.stopped)
        let row = Row(
            code: .protected,
            loop: loop,
            expectation: expectation,
            target: .sample,
            protect: protect,
            arn: loop.arn,
            latestCreation: HumanLoop.sampleCreation
        )
        #expect(play(row).proposal == .delete)
    }

    /// What protects the loop, whether its flow definition is told, and how it ends where a rule has found it.
    static let foundRows: [(ProtectedLoops, HumanLoop, LoopOutcome)] = [
        (ProtectedLoops(names: [NamePattern(text: "dup-*")]), .sample(.stopped), .kept),
        (ProtectedLoops(flowDefinitionARNs: [HumanLoop.sampleFlowDefinition]), .sample(.inProgress), .kept),
        // It may be of any flow definition.
        (ProtectedLoops(flowDefinitionARNs: [HumanLoop.sampleFlowDefinition]), nameless, .refused),
    ]

    @Test("a protected loop that only a rule found is kept, and never touched", arguments: foundRows.indices)
    func found(_ index: Int) {
        let (protect, loop, outcome) = Self.foundRows[index]
        let rules = LoopRules(protect: protect)
        let rule = SelectionRule(flowDefinitionARN: HumanLoop.sampleFlowDefinition)
        let decision = rules.decide(loop, named: LoopEntry(name: loop.name, of: rule, at: 0))
        #expect(decision.proposal == .end(outcome))
        #expect((decision.problem == nil) == (outcome == .kept))
        #expect(rules.decide(loop, named: LoopEntry(name: loop.name)).proposal == .end(.refused))
    }

    @Test("the target is compared in every describe, not only in the first")
    func comparesAgain() {
        LifecycleScript(
            "",
            target: .sample,
            LifecycleStep.aboutToStop + [
                LifecycleStep(.stopAccepted, .wait(until: .seconds(2))),
                LifecycleStep(.timeIsUp, at: .seconds(2), .describe),
                LifecycleStep(.described(.sample(.stopped, account: "999999999999")), .end(.refused)),
            ]
        ).play()
    }

    /// The service's time when the loops of the rows are looked at.
    private static let now = HumanLoop.sampleCreation + .seconds(86_400)

    /// Lets a lifecycle look at the loop of a row.
    private func play(_ row: Row) -> LoopLifecycle {
        let rules = LoopRules(
            settings: LoopSettings(expectation: row.expectation),
            target: row.target,
            protect: row.protect,
            minAge: row.latestCreation.map { Self.now - $0 }
        )
        var lifecycle = LoopLifecycle(entry: LoopEntry(name: .sample("dup-000017"), arn: row.arn), rules: rules)
        _ = lifecycle.handle(.begin, at: .zero, jitter: 0)
        lifecycle.serviceTime = Self.now
        _ = lifecycle.handle(.described(row.loop), at: .zero, jitter: 0)
        return lifecycle
    }
}

extension CleanupTarget {
    /// The account and region of the loops of tests.
    fileprivate static let sample = CleanupTarget(account: HumanLoop.sampleAccount, region: HumanLoop.sampleRegion)
}
