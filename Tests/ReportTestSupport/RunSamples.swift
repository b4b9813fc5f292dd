package import CleanupEngine
package import HumanLoops
import TestSupport

extension LoopResult {
    /// Makes a result with what every result has.
    package static func sample(
        _ name: String,
        _ outcome: LoopOutcome,
        problem: LoopProblem? = nil,
        waited: Duration = .zero,
        endedAt: Timestamp = .sample
    ) -> LoopResult {
        var result = LoopResult(name: .sample(name), outcome: outcome, manifestLine: 7, endedAt: endedAt)
        result.problem = problem
        result.waited = waited
        return result
    }

    /// A result with all that a result can have.
    package static var full: LoopResult {
        var result = LoopResult.sample("dup-000017", .failed, waited: .milliseconds(1_810_250))
        result.manifestFile = "lists/more.csv"
        result.rule = 1
        result.reason = "duplicate"
        result.initialStatus = .inProgress
        result.finalStatus = .other("Archived")
        result.stoppedByRun = true
        result.unansweredOperation = .delete
        result.creationTime = .sample - .seconds(172_800)
        result.flowDefinitionARN = "arn:aws:sagemaker:us-east-1:123456789012:flow-definition/invoice-review"
        result.humanLoopARN = "arn:aws:sagemaker:eu-west-1:210987654321:human-loop/dup-000017"
        result.outputS3URI = "s3://answers/dup-000017/output.json"
        result.failureCode = "InternalError"
        result.failureReason = "It broke."
        result.dataRetainedUntil = .sample + .seconds(2_592_000)
        result.problem = LoopProblem(code: "ValidationException", message: "No.", requestID: "req-1", httpStatus: 400)
        result.calls.describe = 4
        result.calls.stop = 1
        result.calls.delete = 1
        result.startedAt = .sample - .milliseconds(1)
        return result
    }
}

extension RunStart {
    /// Makes the start of a run; what matters to a test is given.
    package static func sample(
        loopCount: Int = 2_000,
        manifestPath: String = "cleanup.yaml",
        account: String? = "123456789012"
    ) -> RunStart {
        RunStart(
            runID: "run-1",
            version: "1.2.3",
            name: "dup-batch-2026-11",
            manifestPath: manifestPath,
            account: account,
            region: "us-east-1",
            endpoint: "https://a2i.example",
            loopCount: loopCount,
            startedAt: .sample
        )
    }
}

extension RunEnd {
    /// Makes the end of a run of half an hour; what matters to a test is given.
    package static func sample(
        _ outcomes: KeyValuePairs<LoopOutcome, Int> = [:],
        exitCode: ExitCode = .success,
        stopReason: RunStopReason? = nil,
        hasBegunSweep: Bool = true,
        after duration: Duration = .milliseconds(1_864_250)
    ) -> RunEnd {
        var counts = OutcomeCounts()
        for (outcome, count) in outcomes { counts[outcome] = count }
        var calls = CallCounts()
        calls.describe = 3_000
        calls.stop = 5
        calls.delete = 1_200
        calls.throttled = 12
        return RunEnd(
            loopCount: counts.total,
            outcomes: counts,
            calls: calls,
            stopReason: stopReason,
            hasBegunSweep: hasBegunSweep,
            exitCode: exitCode,
            startedAt: .sample,
            endedAt: .sample + duration
        )
    }
}

extension Timestamp {
    /// When the runs of tests start: 2026-11-22T10:00:00.000Z.
    package static let sample = Timestamp(millisecondsSinceEpoch: 1_795_341_600_000)
}

extension PlannedLoop {
    /// Makes a line of a plan; without a status the loop was not described.
    package static func sample(
        _ name: String,
        _ status: HumanLoopStatus?,
        _ proposal: LoopProposal,
        _ explanation: String
    ) -> PlannedLoop {
        PlannedLoop(
            name: .sample(name),
            manifestLine: 7,
            proposal: proposal,
            explanation: explanation,
            loop: status.map { .sample($0, name: name) }
        )
    }
}

extension PlannedLoops {
    /// Changes the line at an index.
    package mutating func change(_ index: Int, _ change: (inout PlannedLoop) -> Void) {
        var lines = Array(self)
        change(&lines[index])
        self = PlannedLoops(lines)
    }
}
