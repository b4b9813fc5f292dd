@testable import CleanupEngine
@testable import CleanupReport
import FoundationEssentials
import HumanLoops
import ReportTestSupport
import Testing

/// The plan as a program sees it.
@Suite("PlanReport: JSON")
struct PlanReportJSONTests {
    @Test("the JSON of a plan with rules has a number for each rule, and says which one found a loop")
    func rulesJSON() throws {
        let lines = try PlanReportTests.text(PlanReportTests.selected, .jsonl).split(separator: "\n" as Character)
        try #require(lines.count == 4)
        #expect(!lines[1].contains("\"rule\""))
        #expect(lines[2].contains("\"manifestLine\":7,\"rule\":2,\"proposal\""))
        #expect(
            lines[3].contains(
                """
                "rules":[{"rule":1,"manifestLine":34,\
                "flowDefinitionArn":"arn:aws:sagemaker:us-east-1:123456789012:flow-definition/invoice-review",\
                "listed":1200,"matched":0,"named":0,"earlier":0,"added":0},{"rule":2,"manifestLine":39,\
                "flowDefinitionArn":"arn:aws:sagemaker:us-east-1:123456789012:flow-definition/invoice-review",\
                "listed":12,"matched":4,"named":1,"earlier":2,"added":1}],"breaches"
                """
            )
        )
    }

    @Test("JSON Lines has a line for the plan, one for each loop and one for the counts")
    func lines() throws {
        var plan = PlanReportTests.plan
        plan.loops.change(0) { $0.reason = "duplicate" }
        plan.loops.change(3) { $0.problem = LoopProblem(code: "LoopMissing", message: "gone") }
        let lines = try PlanReportTests.text(plan, .jsonl).split(separator: "\n" as Character)
        try #require(lines.count == 6)
        #expect(
            lines[0] == """
                {"schema":1,"type":"plan_start","name":"dup-batch-2026-11","at":"2026-11-22T10:00:00.000Z",\
                "account":"123456789012","region":"us-east-1",\
                "endpoint":"https://a2i-runtime.sagemaker.us-east-1.amazonaws.com","simulated":false,"loopCount":4}
                """
        )
        #expect(
            lines[1] == """
                {"schema":1,"type":"plan_loop","name":"dup-000017","manifestLine":7,"reason":"duplicate",\
                "proposal":"stop","explanation":"InProgress and onInProgress is stop","status":"InProgress",\
                "creationTime":"2026-11-21T12:00:00.000Z",\
                "flowDefinitionArn":"arn:aws:sagemaker:us-east-1:123456789012:flow-definition/invoice-review",\
                "humanLoopArn":"arn:aws:sagemaker:us-east-1:123456789012:human-loop/dup-000017"}
                """
        )
        #expect(
            lines[4] == """
                {"schema":1,"type":"plan_loop","name":"dup-000020","manifestLine":7,"proposal":"end",\
                "outcome":"already-gone","explanation":"not found","error":{"code":"LoopMissing","message":"gone"}}
                """
        )
        #expect(
            lines[5] == """
                {"schema":1,"type":"plan_end","counts":{"stop":1,"delete":1,"wait":1,"await-deletion":0,"deleted":0,\
                "already-gone":1,"kept":0,"deferred":0,"refused":0,"failed":0,"not-attempted":0},\
                "breaches":[{"key":"maxStops","message":"1 loop is in progress and would be stopped, more than 0"}],\
                "halt":{"code":"GuardBreached","message":""},\
                "calls":{"describe":0,"list":0,"stop":0,"delete":0,"throttled":0,"retried":0}}
                """
        )
    }

    /// What the document must have, whoever reads it.
    private struct Document: Decodable {
        /// What the plan comes to.
        struct Plan: Decodable {
            /// How many loops there are.
            var loopCount: Int
        }

        /// One loop.
        struct Loop: Decodable {
            /// The loop's name.
            var name: String
        }

        /// The version of the document's meaning.
        var schema: Int
        /// What the plan comes to.
        var plan: Plan
        /// Every loop.
        var loops: [Loop]
    }

    @Test("a document is valid for any number of loops, and says the same", arguments: 0...4)
    func document(_ count: Int) throws {
        var plan = PlanReportTests.plan
        plan.loops = PlannedLoops(Array(plan.loops.prefix(count)))
        let document = try JSONDecoder().decode(Document.self, from: Data(PlanReportTests.text(plan, .json).utf8))
        #expect(document.schema == 1)
        #expect(document.plan.loopCount == count)
        #expect(document.loops.map(\.name) == plan.loops.map(\.name.rawValue))
    }
}
