import CleanupEngine
@testable import CleanupJournal
import CleanupManifest
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing
import TestSupport

/// Where loops stand, as it is kept.
@Suite("LoopStandings")
struct LoopStandingsTests {
    /// Where a loop stands of which everything is known.
    private func full(_ outcome: LoopOutcome?, trace: LoopTrace?) -> LoopStanding {
        var standing = LoopStanding()
        standing.outcome = outcome
        standing.resultLine = 7
        standing.hasDeleteIntent = true
        standing.creationTime = HumanLoop.sampleCreation
        standing.flowDefinitionARN = HumanLoop.sampleFlowDefinition
        standing.status = .inProgress
        standing.rule = 1
        standing.stays = StayingLoop(name: .sample("a-1"), status: .completed, creationTime: .sample)
        standing.trace = trace
        return standing
    }

    @Test("of a loop that is gone on with everything is kept")
    func open() throws {
        var standings = LoopStandings()
        let trace = LoopTrace(loop: .sample(.stopping), initialStatus: .inProgress, wasStopped: true)
        standings.set(full(.deferred, trace: trace), for: .sample("a"))
        let kept = try #require(standings[.sample("a")])
        #expect(kept.outcome == .deferred && kept.resultLine == 7 && kept.hasDeleteIntent)
        #expect(kept.creationTime == HumanLoop.sampleCreation)
        #expect(kept.flowDefinitionARN == HumanLoop.sampleFlowDefinition)
        #expect(kept.status == .inProgress && kept.rule == 1 && kept.stays?.name == .sample("a-1"))
        #expect(kept.trace === trace)
    }

    @Test("of a loop that is settled is kept what a later look needs")
    func settled() throws {
        var standings = LoopStandings()
        standings.set(full(.deferred, trace: LoopTrace(loop: nil, initialStatus: nil)), for: .sample("a"))
        standings.set(full(.deleted, trace: nil), for: .sample("a"))
        let kept = try #require(standings[.sample("a")])
        #expect(kept.outcome == .deleted && kept.isSettled && kept.resultLine == 7 && kept.hasDeleteIntent)
        #expect(kept.creationTime == HumanLoop.sampleCreation)
        #expect(kept.flowDefinitionARN == HumanLoop.sampleFlowDefinition)
        #expect(kept.trace == nil && standings.count == 1)
    }

    @Test("loops come in the order in which they were first named, and what is not known is nil")
    func order() throws {
        var standings = LoopStandings()
        for name in ["b", "a", "c", "a"] { standings.set(LoopStanding(), for: .sample(name)) }
        #expect(standings.map(\.name.rawValue) == ["b", "a", "c"])
        let bare = try #require(standings[.sample("c")])
        #expect(bare.outcome == nil && bare.creationTime == nil && bare.flowDefinitionARN == nil)
        #expect(!bare.hasDeleteIntent && bare.resultLine == 0 && standings[.sample("d")] == nil)
    }
}
