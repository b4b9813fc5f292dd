@testable import CleanupEngine
import CleanupJournal
import CleanupManifest
@testable import CleanupReport
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing

/// What plans and reports say of rules whose flow definitions do not exist.
@Suite struct MissingFlowReportTests {
    private static let finding = SelectionFinding(flowDefinitionARN: "gone", manifestLine: 34, missing: .fail)

    private static let line =
        "rule 1 (line 34): the flow definition gone does not exist, and onMissing is fail: A2I removes the loops of a flow "
        + "definition with it; or it is in another account or region than this\n"

    @Test("a plan says it in text and in JSON")
    func plan() throws {
        var plan = CleanupPlan(name: "a", loops: [])
        plan.findings = [Self.finding]
        let (text, json) = (MemorySink(), MemorySink())
        let layout = TextLayout(width: 300, style: .plain, usesUnicode: true)
        try PlanReport(plan, at: .sample, now: .sample).write(.text, layout: layout, to: text)
        try PlanReport(plan, at: .sample, now: .sample).write(.json, layout: layout, to: json)
        #expect(text.text.contains(Self.line))
        #expect(json.text.contains(#""added":0,"missing":"fail"}"#))
    }

    @Test("a report says it in text and in JSON")
    func report() throws {
        let (text, json) = (MemorySink(), MemorySink())
        let layout = TextLayout(width: 300, style: .plain, usesUnicode: true)
        var writers: [any ReportWriter] = [TextReportWriter(sink: text, layout: layout), JSONReportWriter(sink: json)]
        for index in writers.indices {
            try writers[index].write(.start(.sample()))
            try writers[index].write(.scope(RunScope(namedCount: 0, findings: [Self.finding], at: .sample)))
            try writers[index].write(.end(.sample(exitCode: .failed)))
        }
        #expect(text.text.contains(Self.line))
        #expect(json.text.contains(#""added":0,"missing":"fail"}]}"#))
    }
}
