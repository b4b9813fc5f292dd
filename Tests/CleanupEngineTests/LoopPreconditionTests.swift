import CleanupEngine
import HumanLoops
import Testing
import TestSupport

@testable import CleanupManifest

/// Loops that are held against what a plan said of them.
@Suite("LoopPrecondition")
struct LoopPreconditionTests {
    /// What was reviewed, what is found, and what is proposed or why it is refused.
    struct Row: Sendable {
        /// The status in the plan; nil when the loop was missing.
        let precondition: HumanLoopStatus?
        /// The loop that is found.
        let found: HumanLoop
        /// Whether the plan leaves it alone.
        var isLeftAlone = false
        /// What is proposed; nil when it is refused.
        var proposal: LoopProposal?
        /// The code of the refusal.
        var code: ProblemCode?
    }

    /// A moment later than the creation of the sample.
    private static let later = HumanLoop.sampleCreation + .milliseconds(1)

    /// Every way in which a loop can differ from its review, and those that do not matter.
    static let rows: [Row] = [
        Row(precondition: .inProgress, found: .sample(.inProgress), proposal: .stop),
        Row(precondition: .inProgress, found: .sample(.stopping), proposal: .wait),
        Row(precondition: .inProgress, found: .sample(.completed), proposal: .delete),
        Row(precondition: .stopping, found: .sample(.stopped), proposal: .delete),
        Row(precondition: .stopped, found: .sample(.stopped), proposal: .delete),
        Row(precondition: .stopped, found: .sample(.stopping), code: .statusWentBack),
        Row(precondition: .completed, found: .sample(.inProgress), code: .statusWentBack),
        Row(precondition: .stopping, found: .sample(.inProgress), code: .statusWentBack),
        Row(precondition: .failed, found: .sample(.other("Archived")), code: .statusWentBack),
        Row(precondition: .failed, found: .sample(.failed, created: later), code: .reborn),
        Row(precondition: .failed, found: .sample(.failed, flowDefinition: "arn:aws:other"), code: .reborn),
        Row(precondition: .failed, found: .sample(.failed, flowDefinition: nil), code: .reborn),
        Row(precondition: nil, found: .sample(.failed), code: .appeared),
        Row(precondition: .inProgress, found: .sample(.completed), isLeftAlone: true, code: .notPlanned),
    ]

    @Test("a loop that is not what was reviewed, or is more alive, is refused", arguments: rows)
    func holdsAgainst(_ row: Row) {
        let precondition = LoopPrecondition(
            status: row.precondition,
            creationTime: row.precondition.map { _ in HumanLoop.sampleCreation },
            flowDefinitionARN: HumanLoop.sampleFlowDefinition,
            isLeftAlone: row.isLeftAlone
        )
        let entry = LoopEntry(name: .sample("dup-000017"))
        var lifecycle = LoopLifecycle(entry: entry, rules: LoopRules(), precondition: precondition)
        _ = lifecycle.handle(.begin, at: .zero, jitter: 0)
        _ = lifecycle.handle(.described(row.found), at: .zero, jitter: 0)
        #expect(lifecycle.proposal == row.proposal)
        #expect(lifecycle.outcome == (row.code == nil ? nil : .refused))
        #expect(lifecycle.problem?.code == row.code?.rawValue)
    }

    @Test("what the plan leaves alone, and the manifest still does, ends as it was planned")
    func leftAlone() {
        let rules = LoopRules(settings: LoopSettings(onCompleted: .keep))
        let precondition = LoopPrecondition(
            status: .completed,
            creationTime: HumanLoop.sampleCreation,
            flowDefinitionARN: HumanLoop.sampleFlowDefinition,
            isLeftAlone: true
        )
        var lifecycle = LoopLifecycle(entry: LoopEntry(name: .sample("x")), rules: rules, precondition: precondition)
        _ = lifecycle.handle(.begin, at: .zero, jitter: 0)
        #expect(lifecycle.handle(.described(.sample(.completed)), at: .zero, jitter: 0) == .end(.kept))
    }

    @Test("a loop that is stopped by the run after its review is not called more alive for that")
    func sweepsOn() {
        let precondition = LoopPrecondition(
            status: .inProgress,
            creationTime: HumanLoop.sampleCreation,
            flowDefinitionARN: HumanLoop.sampleFlowDefinition,
            statuses: [.inProgress]
        )
        var lifecycle = LoopLifecycle(
            entry: LoopEntry(name: .sample("x")),
            rules: LoopRules(),
            precondition: precondition
        )
        for step in LifecycleStep.aboutToStop + [
            LifecycleStep(.stopAccepted, .wait(until: .seconds(2))),
            LifecycleStep(.timeIsUp, at: .seconds(2), .describe),
            LifecycleStep(.seen(.stopped), .delete),
        ] {
            #expect(lifecycle.handle(step.event, at: step.at ?? .zero, jitter: 0.5) == step.action)
        }
    }

    /// A rule, the status it found the loop in, and the status at a later look before the stop.
    static let reservations: [(SelectionRule, HumanLoopStatus, HumanLoopStatus)] = [
        (
            SelectionRule(flowDefinitionARN: HumanLoop.sampleFlowDefinition, statuses: [.inProgress]), .inProgress,
            .completed
        ),
        (SelectionRule(flowDefinitionARN: HumanLoop.sampleFlowDefinition, statuses: [.failed]), .failed, .stopped),
        (keepingCompleted, .inProgress, .completed),
    ]

    /// A rule about duplicates of which the completed one stays.
    private static let keepingCompleted = SelectionRule(
        flowDefinitionARN: HumanLoop.sampleFlowDefinition,
        duplicates: DuplicateRule(pattern: "^(dup)-", keep: .completed)
    )

    @Test(
        "a loop that is no longer what its rule asks for is kept, also after the plan was made",
        arguments: reservations
    )
    func keeps(_ rule: SelectionRule, _ found: HumanLoopStatus, _ later: HumanLoopStatus) {
        var lifecycle = Self.lifecycle(of: rule, found: found)
        _ = lifecycle.handle(.begin, at: .zero, jitter: 0)
        _ = lifecycle.handle(.seen(found), at: .zero, jitter: 0)
        #expect(lifecycle.handle(.proceed, at: .seconds(61), jitter: 0) == .describe)
        #expect(lifecycle.handle(.seen(later), at: .seconds(61), jitter: 0) == .end(.kept))
    }

    @Test("an answer that comes while a duplicate without one is stopping is kept")
    func keepsLateAnswer() {
        var lifecycle = Self.lifecycle(of: Self.keepingCompleted, found: .inProgress)
        for step in LifecycleStep.aboutToStop + [
            LifecycleStep(.stopAccepted, .wait(until: .seconds(2))),
            LifecycleStep(.timeIsUp, at: .seconds(2), .describe),
            LifecycleStep(.seen(.completed), .end(.kept)),
        ] {
            #expect(lifecycle.handle(step.event, at: step.at ?? .zero, jitter: 0.5) == step.action)
        }
    }

    /// Makes the lifecycle of a loop that a rule found.
    private static func lifecycle(of rule: SelectionRule, found: HumanLoopStatus) -> LoopLifecycle {
        let precondition = LoopPrecondition(
            status: found,
            creationTime: HumanLoop.sampleCreation,
            flowDefinitionARN: HumanLoop.sampleFlowDefinition,
            statuses: rule.statuses,
            keepsAnswer: rule.keepsAnswer(chosenAs: found)
        )
        return LoopLifecycle(
            entry: LoopEntry(name: .sample("dup-000017")),
            rules: LoopRules(),
            precondition: precondition
        )
    }
}
