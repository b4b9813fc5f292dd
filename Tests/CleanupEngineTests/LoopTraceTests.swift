import CleanupEngine
import HumanLoops
import Testing
import TestSupport

@testable import CleanupManifest

/// Loops that an earlier part of the same run has left.
@Suite("LoopTrace")
struct LoopTraceTests {
    /// What was left, what the service says, and what comes of it.
    struct Row: Sendable {
        /// The status of the loop's last description.
        let status: HumanLoopStatus
        /// The call whose answer is lost.
        var openCall: HumanLoopOperation?
        /// Whether the run stopped the loop.
        var wasStopped = false
        /// Whether the plan that is followed leaves the loop alone.
        var isLeftAlone = false
        /// What the service says of the name now.
        let event: LoopEvent
        /// What is proposed; nil when the loop ends.
        var proposal: LoopProposal?
        /// How it ends; nil when something is proposed.
        var outcome: LoopOutcome?
        /// The code of its problem.
        var code: ProblemCode?
        /// Whether it counts as stopped by the run.
        var isStoppedByRun = false
    }

    /// Another loop of the same name.
    private static let namesake = HumanLoop.sample(.completed, created: HumanLoop.sampleCreation + .seconds(1))

    /// Every state in which a part of a run can leave a loop.
    static let rows: [Row] = [
        Row(status: .completed, openCall: .delete, event: .missing, outcome: .deleted),
        Row(status: .completed, openCall: .delete, event: .described(.sample(.completed)), proposal: .delete),
        Row(
            status: .completed,
            openCall: .delete,
            event: .described(namesake),
            outcome: .refused,
            code: .reborn
        ),
        Row(
            status: .inProgress,
            openCall: .stop,
            event: .described(.sample(.stopping)),
            proposal: .wait,
            isStoppedByRun: true
        ),
        Row(status: .inProgress, openCall: .stop, event: .described(.sample(.inProgress)), proposal: .stop),
        Row(status: .inProgress, openCall: .stop, event: .missing, outcome: .alreadyGone),
        Row(
            status: .stopping,
            wasStopped: true,
            event: .described(.sample(.completed)),
            proposal: .delete,
            isStoppedByRun: true
        ),
        Row(
            status: .stopping,
            wasStopped: true,
            event: .described(namesake),
            outcome: .refused,
            code: .reborn,
            isStoppedByRun: true
        ),
        Row(
            status: .stopping,
            wasStopped: true,
            event: .missing,
            outcome: .alreadyGone,
            isStoppedByRun: true
        ),
        Row(
            status: .failed,
            isLeftAlone: true,
            event: .described(.sample(.failed)),
            outcome: .refused,
            code: .notPlanned
        ),
        Row(status: .failed, event: .described(.sample(.inProgress)), outcome: .refused, code: .statusWentBack),
    ]

    @Test("the first look takes up what was left, and never takes a later loop for the one that was", arguments: rows)
    func goesOn(_ row: Row) {
        let loop = HumanLoop.sample(row.status)
        let trace = LoopTrace(
            loop: loop,
            initialStatus: .inProgress,
            wasStopped: row.wasStopped,
            openCall: row.openCall
        )
        let precondition = LoopPrecondition(
            status: row.status,
            creationTime: loop.creationTime,
            flowDefinitionARN: loop.flowDefinitionARN,
            isLeftAlone: row.isLeftAlone,
            trace: trace
        )
        var lifecycle = LoopLifecycle(
            entry: LoopEntry(name: loop.name),
            rules: LoopRules(settings: LoopSettings(onMissing: .fail)),
            precondition: precondition
        )
        _ = lifecycle.handle(.begin, at: .zero, jitter: 0)
        if case .wait = lifecycle.handle(row.event, at: .zero, jitter: 0) {
            // That a loop is gone is said twice before it is believed.
            _ = lifecycle.handle(.timeIsUp, at: .zero, jitter: 0)
            _ = lifecycle.handle(row.event, at: .zero, jitter: 0)
        }
        #expect(lifecycle.proposal == row.proposal)
        #expect(lifecycle.outcome == row.outcome)
        #expect(lifecycle.problem?.code == row.code?.rawValue)
        #expect(!lifecycle.isMissing && lifecycle.isVanished == (row.outcome == .alreadyGone))
        guard row.outcome != nil else { return }
        let result = lifecycle.result(start: .init(millisecondsSinceEpoch: 0))
        #expect(result?.initialStatus == .inProgress)
        #expect(result?.creationTime == loop.creationTime && result?.humanLoopARN == loop.arn)
        #expect(result?.stoppedByRun == row.isStoppedByRun)
    }
}
