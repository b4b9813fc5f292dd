import CleanupEngine
@testable import CleanupJournal
import CleanupManifest
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing
import TestSupport

/// Where loops stand, as it is kept.
@Suite("LoopRecords")
struct LoopRecordsTests {
    /// Where a loop stands of which everything is known.
    private func full(_ outcome: LoopOutcome?, trace: LoopTrace?) -> LoopRecord {
        var record = LoopRecord()
        record.outcome = outcome
        record.resultLine = 7
        record.hasDeleteIntent = true
        record.creationTime = HumanLoop.sampleCreation
        record.flowDefinitionARN = HumanLoop.sampleFlowDefinition
        record.status = .inProgress
        record.rule = 1
        record.keptInstead = KeptDuplicate(name: .sample("a-1"), status: .completed, creationTime: .sample)
        record.trace = trace
        return record
    }

    @Test("of a loop that is gone on with everything is kept")
    func open() throws {
        var records = LoopRecords()
        let trace = LoopTrace(loop: .sample(.stopping), initialStatus: .inProgress, wasStopped: true)
        records.set(full(.deferred, trace: trace), for: .sample("a"))
        let kept = try #require(records[.sample("a")])
        #expect(kept.outcome == .deferred && kept.resultLine == 7 && kept.hasDeleteIntent)
        #expect(kept.creationTime == HumanLoop.sampleCreation)
        #expect(kept.flowDefinitionARN == HumanLoop.sampleFlowDefinition)
        #expect(kept.status == .inProgress && kept.rule == 1 && kept.keptInstead?.name == .sample("a-1"))
        #expect(kept.trace === trace)
    }

    @Test("of a loop that is settled is kept what a later look needs")
    func settled() throws {
        var records = LoopRecords()
        records.set(full(.deferred, trace: LoopTrace(loop: nil, initialStatus: nil)), for: .sample("a"))
        records.set(full(.deleted, trace: nil), for: .sample("a"))
        let kept = try #require(records[.sample("a")])
        #expect(kept.outcome == .deleted && kept.isSettled && kept.resultLine == 7 && kept.hasDeleteIntent)
        #expect(kept.creationTime == HumanLoop.sampleCreation)
        #expect(kept.flowDefinitionARN == HumanLoop.sampleFlowDefinition)
        #expect(kept.trace == nil && records.count == 1)
    }

    @Test("loops come in the order in which they were first named, and what is not known is nil")
    func order() throws {
        var records = LoopRecords()
        for name in ["b", "a", "c", "a"] { records.set(LoopRecord(), for: .sample(name)) }
        #expect(records.map(\.name.rawValue) == ["b", "a", "c"])
        let bare = try #require(records[.sample("c")])
        #expect(bare.outcome == nil && bare.creationTime == nil && bare.flowDefinitionARN == nil)
        #expect(!bare.hasDeleteIntent && bare.resultLine == 0 && records[.sample("d")] == nil)
    }
}
