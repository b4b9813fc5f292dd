@testable import Simulator
import HumanLoops
import TestSupport
import Testing

/// What the operations do to loops.
@Suite struct SimulatedAccountTests {
    /// The loop of the sample account.
    private let name = HumanLoopName.sample("dup-1")

    /// A row of the table of operations: what is met, what is asked, what is said, and what is left.
    struct Row: Sendable {
        /// The loop's status before.
        let before: HumanLoopStatus
        /// What is asked.
        let operation: SimulatedOperation
        /// The code of the refusal; nil when there is none.
        let code: ServiceRefusal.Code?
        /// The loop's status after; nil when it is gone.
        let after: HumanLoopStatus?
    }

    /// Every status with every operation that changes a loop.
    static let rows = [
        Row(before: .inProgress, operation: .stop, code: nil, after: .stopped),
        Row(before: .stopping, operation: .stop, code: .validation, after: .stopping),
        Row(before: .stopped, operation: .stop, code: .validation, after: .stopped),
        Row(before: .completed, operation: .stop, code: .validation, after: .completed),
        Row(before: .failed, operation: .stop, code: .validation, after: .failed),
        Row(before: .other("Archiving"), operation: .stop, code: .validation, after: .other("Archiving")),
        Row(before: .inProgress, operation: .delete, code: .validation, after: .inProgress),
        Row(before: .stopping, operation: .delete, code: .validation, after: .stopping),
        Row(before: .stopped, operation: .delete, code: nil, after: nil),
        Row(before: .completed, operation: .delete, code: nil, after: nil),
        Row(before: .failed, operation: .delete, code: nil, after: nil),
        Row(before: .other("Archiving"), operation: .delete, code: .validation, after: .other("Archiving")),
    ]

    @Test("an operation does to a loop what its status allows", arguments: rows)
    func operation(row: Row) {
        var account = SimulatedAccount.sample(row.before)
        let call: SimulatedCall = row.operation == .stop ? .stop(name) : .delete(name)
        let answer = account.answer(call, at: .sampleStart)
        #expect(answer.code == row.code)
        #expect(account.status(of: name, at: .sampleStart) == row.after)
        #expect(account.answer(.describe(name), at: .sampleStart).status == row.after)
    }

    @Test("a loop that does not exist is refused as such", arguments: [SimulatedOperation.describe, .stop, .delete])
    func unknown(operation: SimulatedOperation) {
        var account = SimulatedAccount.sample(.completed)
        let nobody = HumanLoopName.sample("nobody")
        let call: SimulatedCall =
            switch operation {
            case .stop: .stop(nobody)
            case .delete: .delete(nobody)
            case .describe, .list, .start: .describe(nobody)
            }
        #expect(account.answer(call, at: .sampleStart).code == .resourceNotFound)
    }

    @Test(
        "a stopped loop is Stopping for as long as a worker holds it",
        arguments: [HumanLoopStatus.completed, .failed]
    )
    func workers(end: HumanLoopStatus) {
        var account = SimulatedAccount.sample(.inProgress, workers: ScheduledEnd(after: .seconds(20), status: end))
        #expect(account.answer(.stop(name), at: .sampleStart) == .accepted)
        #expect(account.status(of: name, at: .sampleStart + .milliseconds(19_999)) == .stopping)
        #expect(account.answer(.delete(name), at: .sampleStart + .seconds(19)).code == .validation)
        #expect(account.status(of: name, at: .sampleStart + .seconds(20)) == end)
        #expect(account.answer(.delete(name), at: .sampleStart + .seconds(20)) == .accepted)
        #expect(account.status(of: name, at: .sampleStart + .seconds(20)) == nil)
    }

    @Test("a loop in progress may end by itself, and then cannot be stopped")
    func endsByItself() {
        var account = SimulatedAccount()
        var template = LoopTemplate(flowDefinitionARN: HumanLoop.sampleFlowDefinition)
        template.ends = ScheduledEnd(after: .seconds(5), status: .completed)
        account.add([name], following: template, created: .sampleStart - .seconds(60), at: .sampleStart)
        #expect(account.status(of: name, at: .sampleStart + .seconds(4)) == .inProgress)
        #expect(account.answer(.stop(name), at: .sampleStart + .seconds(5)).code == .validation)
        #expect(account.status(of: name, at: .sampleStart + .seconds(5)) == .completed)
    }

    @Test("a description tells all that the service tells of a loop in its status")
    func description() {
        var completed = SimulatedAccount.sample(.completed)
        #expect(
            completed.answer(.describe(name), at: .sampleStart)
                == .described(
                    HumanLoop(
                        name: name,
                        status: .completed,
                        creationTime: .sampleStart - .seconds(86_400),
                        flowDefinitionARN: HumanLoop.sampleFlowDefinition,
                        arn: "arn:aws:sagemaker:us-east-1:123456789012:human-loop/dup-1",
                        outputS3URI: "s3://answers/dup-1/output.json"
                    )
                )
        )
        var failed = SimulatedAccount.sample(.failed)
        guard case .described(let loop) = failed.answer(.describe(name), at: .sampleStart) else {
            Issue.record("a failed loop is described")
            return
        }
        #expect(loop.failureCode == "InternalError")
        #expect(loop.failureReason == "The simulated loop failed")
        #expect(loop.outputS3URI == nil)
    }

    @Test("a name can be used again once its loop is gone, and belongs to a new loop then")
    func reborn() {
        var account = SimulatedAccount.sample(.completed)
        let start = SimulatedCall.start(name, flowDefinitionARN: HumanLoop.sampleFlowDefinition)
        #expect(account.answer(start, at: .sampleStart).code == .conflict)
        _ = account.answer(.delete(name), at: .sampleStart)
        let answer = account.answer(start, at: .sampleStart + .seconds(1))
        #expect(answer == .started(arn: "arn:aws:sagemaker:us-east-1:123456789012:human-loop/dup-1"))
        guard case .described(let loop) = account.answer(.describe(name), at: .sampleStart + .seconds(2)) else {
            Issue.record("the new loop is described")
            return
        }
        #expect(loop.creationTime == .sampleStart + .seconds(1))
        #expect(loop.status == .inProgress)
        let list = HumanLoopQuery(flowDefinitionARN: HumanLoop.sampleFlowDefinition)
        #expect(account.answer(.list(list), at: .sampleStart + .seconds(2)).page?.summaries.count == 1)
    }

    @Test("a loop cannot be started for a flow definition that is not there")
    func unknownFlow() {
        var account = SimulatedAccount.sample(.completed)
        let start = SimulatedCall.start(.sample("new"), flowDefinitionARN: "arn:aws:sagemaker:::flow-definition/none")
        #expect(account.answer(start, at: .sampleStart).code == .validation)
    }
}
