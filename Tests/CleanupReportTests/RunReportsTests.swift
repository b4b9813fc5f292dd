import CleanupEngine
@testable import CleanupJournal
@testable import CleanupReport
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing
import TestSupport

/// All the reports of a run, told as one.
@Suite("RunReports")
struct RunReportsTests {
    @Test("every report is told everything")
    func tellsAll() throws {
        let (lines, table) = (MemorySink(), MemorySink())
        let reports = RunReports([Journal(to: lines), CSVReportWriter(sink: table)], now: { .sample + .seconds(5) })
        try reports.write(.start(.sample()))
        try reports.record(
            .intent(LoopIntent(operation: .stop, loop: .sample(.inProgress), manifestLine: 1, at: .sample))
        )
        try reports.record(.result(.full))
        _ = lines.takeEvents()
        try reports.synchronize()
        #expect(lines.takeEvents() == [.synchronize])
        try reports.end(.sample())
        #expect(lines.lines.count == 4)
        #expect(table.lines.count == 2)
        #expect(lines.takeEvents().last == .finish && table.takeEvents().last == .finish)
    }

    @Test("when one report fails the others are told all the same, and the run hears of it")
    func failsOnce() throws {
        let (full, whole) = (MemorySink(failingAfter: 1), MemorySink())
        let reports = RunReports([Journal(to: full), Journal(to: whole)], now: { .sample })
        try reports.write(.start(.sample()))
        let error = #expect(throws: RunRecorderError.self) { try reports.record(.result(.full)) }
        #expect(error?.message == "cannot write to 'memory': No space left on device")
        #expect(throws: ReportWriteError.self) { try reports.end(.sample()) }
        #expect(full.lines.count == 1)
        #expect(whole.lines.count == 3)
    }
}
