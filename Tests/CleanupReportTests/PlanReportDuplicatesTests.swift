@testable import CleanupEngine
@testable import CleanupJournal
import CleanupManifest
@testable import CleanupReport
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing
import TestSupport

/// How a plan shows which loop stays in the place of a duplicate.
@Suite("PlanReport: duplicates")
struct PlanReportDuplicatesTests {
    /// A plan of duplicates, of which some are to be removed and one is gone.
    private static func duplicates(_ count: Int) -> CleanupPlan {
        var plan = CleanupPlan(name: "duplicates", loops: [])
        let lines = (1...count).map { index in
            var loop = PlannedLoop.sample(
                "invoice-\(index)",
                .inProgress,
                index == count ? .end(.kept) : .stop,
                "in progress"
            )
            loop.keptInstead = KeptDuplicate(
                name: .sample("invoice-0"),
                status: .completed,
                creationTime: HumanLoop.sampleCreation
            )
            return loop
        }
        plan.loops = PlannedLoops(lines)
        return plan
    }

    @Test("beside each duplicate stands which loop is kept in its place")
    func keptInstead() throws {
        #expect(
            try PlanReportTests.text(Self.duplicates(2)) == """
                duplicates: account 123456789012, us-east-1
                1 loop to delete; it must be stopped first (people may be working on it)
                Not touched: 1 kept

                NAME       STATUS      AGE  ACTION              WHY
                invoice-1  InProgress  22h  stop, wait, delete  in progress; invoice-0
                                                                (Completed) is kept
                invoice-2  InProgress  22h  keep                in progress

                """
        )
        #expect(
            try PlanReportTests.text(Self.duplicates(2), width: 120).hasSuffix(
                """
                NAME       STATUS      AGE  ACTION              KEPT                   WHY
                invoice-1  InProgress  22h  stop, wait, delete  invoice-0 (Completed)  in progress
                invoice-2  InProgress  22h  keep                                       in progress

                """
            )
        )
        let groups = try PlanReportTests.text(Self.duplicates(60))
        let stops = "\n59 InProgress: stop, wait, delete (in progress)\n"
        #expect(groups.contains(stops + "  invoice-1  22h  invoice-0 (Completed) is kept\n"))
        #expect(groups.contains("\n1 InProgress: keep (in progress)\n  invoice-60  22h\n"))
        #expect(
            try PlanReportTests.text(Self.duplicates(1), .jsonl).contains(
                #""stays":{"name":"invoice-0","status":"Completed","creationTime":"2026-11-21T12:00:00.000Z"},"#
                    + #""proposal":"end""#
            )
        )
    }
}
