import CleanupEngine
@testable import Commands
import HumanLoops
import Testing

/// Outcomes that `--ok` has count as success.
@Suite("AcceptedOutcome")
struct AcceptedOutcomeTests {
    /// How a run ended.
    private static func end(
        _ outcomes: KeyValuePairs<LoopOutcome, Int>,
        _ exitCode: ExitCode,
        _ stopReason: RunStopReason? = nil,
        leavesLater: Bool = false
    ) -> RunEnd {
        var counts = OutcomeCounts()
        for (outcome, count) in outcomes { counts[outcome] = count }
        var end = RunEnd(
            loopCount: counts.total,
            outcomes: counts,
            calls: CallCounts(),
            stopReason: stopReason,
            exitCode: exitCode,
            startedAt: .last,
            endedAt: .last
        )
        end.leavesLaterLoops = leavesLater
        return end
    }

    /// How a run ended, what is accepted, and the exit code that is told.
    static let rows: [(RunEnd, [AcceptedOutcome], ExitCode)] = [
        (end([.deferred: 2, .deleted: 1], .deferred), [.deferred], .success),
        (end([.deferred: 2], .deferred), [], .deferred),
        (end([.deferred: 2], .deferred), [.refused], .deferred),
        (end([.refused: 1], .refused), [.refused], .success),
        (end([.refused: 1, .deferred: 1], .refused), [.refused], .deferred),
        (end([.refused: 1, .deferred: 1], .refused), [.deferred], .refused),
        (end([.refused: 1, .deferred: 1], .refused), [.deferred, .refused], .success),
        // Loops that were created after the run began had no turn.
        (end([.deleted: 1], .deferred, leavesLater: true), [.deferred], .deferred),
        (end([.refused: 1], .refused, leavesLater: true), [.refused, .deferred], .refused),
        // What had no turn is not accepted, and neither is what no list told of.
        (end([.deferred: 1, .notAttempted: 1], .deferred), [.deferred], .deferred),
        (end([.deferred: 1], .deferred, .deadline), [.deferred], .success),
        (end([.deferred: 1, .failed: 1], .failed), [.deferred, .refused], .failed),
        (end([.deferred: 1], .interrupted, .interrupted(.interrupt)), [.deferred], .interrupted),
        (end([.refused: 1], .guardsRefused, .guards([])), [.refused], .guardsRefused),
    ]

    @Test("only 3 and 5 change, and only where all the other loops allow it", arguments: rows.indices)
    func exitCode(_ index: Int) {
        let (end, accepted, code) = Self.rows[index]
        #expect(AcceptedOutcome.exitCode(of: end, accepting: accepted, isListed: true) == code)
        if end.stopReason != nil {
            #expect(AcceptedOutcome.exitCode(of: end, accepting: accepted, isListed: false) == end.exitCode)
        }
    }
}
