import CleanupEngine
@testable import CleanupJournal
@testable import CleanupReport
import HumanLoops
import ReportTestSupport
import Support
import Testing

/// How `loopsweep show` tells a saved plan.
@Suite("SavedPlanReport")
struct SavedPlanReportTests {
    private static let madeAt = Timestamp(millisecondsSinceEpoch: 1_795_262_400_000)

    /// A plan of one loop, which guards refused with these breaches.
    private static func plan(_ breaches: [GuardBreach]) throws -> SavedPlan {
        let name = try #require(HumanLoopName("a"))
        var plan = SavedPlan(
            version: "9",
            madeAt: madeAt,
            name: "test",
            digest: "d1",
            place: CalledPlace(account: "123456789012", region: "us-east-1", endpoint: "https://x"),
            manifestPath: "a.yaml",
            manifestText: "loops: [a]\n",
            loops: [SavedPlan.Loop(name: name, isLeftAlone: false, action: .delete)]
        )
        plan.breaches = breaches
        return plan
    }

    /// The guards that refused a plan, and the sentences of which one is shown and the other is not.
    static let cases: [([GuardBreach], shown: String, hidden: String)] = [
        (
            [], "loopsweep run --region us-east-1 --endpoint-url 'https://x' --plan plan.json\n",
            "Guards refused this plan"
        ),
        (
            [GuardBreach(key: "maxStops", message: "2 loops are in progress, more than 1")],
            "  maxStops: 2 loops are in progress, more than 1\n", "loopsweep run"
        ),
        (
            [GuardBreach(key: "maxMissing", message: "all 12 loops \"are\" missing")],
            "Change the manifest or its guards, then make a new plan and review it.\n", "loopsweep run"
        ),
    ]

    @Test("a plan whose manifest was changed is not suggested, whether it carries one or not")
    func changed() throws {
        let report = try SavedPlanReport(Self.plan([]), at: "plan.json", manifest: .changed, now: Self.madeAt)
        let text = String(decoding: report.text(in: .file), as: UTF8.self)
        #expect(text.contains("was changed since: make a new plan") && !text.contains("loopsweep run"), "\(text)")
    }

    @Test("a plan that guards refused is written down with them, shown with them, and not suggested", arguments: cases)
    func breaches(_ breaches: [GuardBreach], _ shown: String, _ hidden: String) throws {
        let sink = MemorySink()
        try Self.plan(breaches).write(to: sink)
        #expect(sink.text.contains(#""breaches":[{"key":"#) == !breaches.isEmpty)
        let plan = try SavedPlan(json: Array(sink.text.utf8))
        #expect(plan == (try Self.plan(breaches)))
        let report = SavedPlanReport(plan, at: "plan.json", manifest: .unchanged, now: Self.madeAt)
        let text = String(decoding: report.text(in: .file), as: UTF8.self)
        #expect(text.contains(shown) && !text.contains(hidden), "\(text)")
    }
}
