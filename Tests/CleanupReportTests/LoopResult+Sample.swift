import CleanupEngine
import HumanLoops
import TestSupport

extension LoopResult {
    /// Makes a result with what every result has.
    static func sample(
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
    static var full: LoopResult {
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
