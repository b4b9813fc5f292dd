import CleanupEngine
import HumanLoops
import Testing
import TestSupport

@testable import CleanupManifest

/// Which of the loops that a rule takes for duplicates go, and which one is kept.
@Suite struct LoopSelectorDuplicatesTests {
    /// Loops that a rule about duplicates is told, what it keeps, and the loops that it selects.
    static let groups: [(DuplicateRule, [HumanLoopSummary], [String])] = [
        // The one that may be gone is not the one that stays.
        (
            DuplicateRule(pattern: "^(x)-"),
            [
                LoopSelectorTests.row("x-1", .other("Deleted"), 0), LoopSelectorTests.row("x-2", .deleting, 1),
                LoopSelectorTests.row("x-3", .inProgress, 2),
            ], []
        ),
        // What captures nothing is nobody's duplicate.
        (
            DuplicateRule(pattern: "^([a-z]*)-?"),
            [LoopSelectorTests.row("11111", .inProgress, 0), LoopSelectorTests.row("22222", .inProgress, 1)], []
        ),
        // As long as one can bring an answer, one of those that can stays.
        (
            DuplicateRule(pattern: "^(x)-"),
            [LoopSelectorTests.row("x-1", .failed, 0), LoopSelectorTests.row("x-2", .completed, 1)], ["x-1"]
        ),
        (
            DuplicateRule(pattern: "^(x)-"),
            [LoopSelectorTests.row("x-1", .stopped, 0), LoopSelectorTests.row("x-2", .inProgress, 1)], ["x-1"]
        ),
        (
            DuplicateRule(pattern: "^(x)-"),
            [LoopSelectorTests.row("x-1", .stopping, 0), LoopSelectorTests.row("x-2", .completed, 1)], ["x-1"]
        ),
        (
            DuplicateRule(pattern: "^(x)-", keep: .newest),
            [
                LoopSelectorTests.row("x-1", .completed, 0), LoopSelectorTests.row("x-2", .inProgress, 1),
                LoopSelectorTests.row("x-3", .failed, 2),
            ], ["x-1", "x-3"]
        ),
        (
            DuplicateRule(pattern: "^(x)-", keep: .newest),
            [LoopSelectorTests.row("x-1", .failed, 0), LoopSelectorTests.row("x-2", .stopped, 1)], ["x-1"]
        ),
        // From the one in progress an answer can still come.
        (
            DuplicateRule(pattern: "^(x)-", keep: .completed),
            [
                LoopSelectorTests.row("x-1", .failed, 0), LoopSelectorTests.row("x-2", .inProgress, 1),
                LoopSelectorTests.row("x-3", .inProgress, 2),
            ], ["x-1", "x-3"]
        ),
    ]

    @Test("the loop that stays is there, and has something in common with those that go", arguments: groups)
    func keptInstead(_ duplicates: DuplicateRule, _ rows: [HumanLoopSummary], _ names: [String]) throws {
        var selector = try LoopSelector(
            LoopSelectorTests.rule { $0.duplicates = duplicates },
            now: LoopSelectorTests.now
        )
        for row in rows { try selector.take(row) }
        #expect(selector.selection().map(\.loop.name.rawValue) == names)
    }

    @Test("the completed loop stays although an older duplicate is not completed")
    func keepsCompleted() throws {
        var selector = try LoopSelector(LoopSelectorTests.duplicates(.completed), now: LoopSelectorTests.now)
        try selector.take(LoopSelectorTests.row("x-00000001", .inProgress, 0))
        try selector.take(LoopSelectorTests.row("x-00000002", .completed, 10))
        try selector.take(LoopSelectorTests.row("x-00000003", .completed, 20))
        #expect(selector.selection().map(\.loop.name.rawValue) == ["x-00000001", "x-00000003"])
    }

    @Test("duplicates are told among all loops, whatever else the rule asks for")
    func filtersAfterGrouping() throws {
        var rule = LoopSelectorTests.duplicates(.oldest)
        rule.statuses = [.inProgress]
        var selector = try LoopSelector(rule, now: LoopSelectorTests.now)
        for row in LoopSelectorTests.rows { try selector.take(row) }
        #expect(selector.selection().map(\.loop.name.rawValue) == ["invoice-a-00000002"])
    }

    @Test("a loop that is listed twice is not its own duplicate")
    func listedTwice() throws {
        var selector = try LoopSelector(LoopSelectorTests.duplicates(.newest), now: LoopSelectorTests.now)
        for _ in 0..<2 { try selector.take(LoopSelectorTests.row("x-00000001", .completed, 0)) }
        #expect(selector.selection().isEmpty)
        #expect(selector.listedCount == 1)
    }

    @Test("a loop that is being deleted is not the one that stays")
    func deletingStaysNot() throws {
        var selector = try LoopSelector(LoopSelectorTests.duplicates(.oldest), now: LoopSelectorTests.now)
        try selector.take(LoopSelectorTests.row("x-00000001", .deleting, 0))
        try selector.take(LoopSelectorTests.row("x-00000002", .completed, 10))
        #expect(selector.selection().isEmpty)
    }

    @Test("a loop that the run has begun to remove is not the one that stays")
    func removing() throws {
        let removing: Set = [HumanLoopName.sample("x-00000001")]
        var selector = try LoopSelector(
            LoopSelectorTests.duplicates(.oldest),
            now: LoopSelectorTests.now,
            removing: removing
        )
        for (index, name) in ["x-00000001", "x-00000002", "x-00000003"].enumerated() {
            try selector.take(LoopSelectorTests.row(name, .inProgress, index))
        }
        #expect(selector.selection().map(\.loop.name.rawValue) == ["x-00000003"])
        #expect(selector.selection().map(\.keptInstead?.name.rawValue) == ["x-00000002"])
    }

    /// Of x-1, x-2 and x-3, the oldest first: what was begun, what other documents name, and what stays and goes.
    static let shares: [(removing: [String], named: [String], keptInstead: [String], goes: [String])] = [
        ([], [], [], ["x-2", "x-3"]),
        ([], ["x-1"], ["x-2"], ["x-3"]),
        (["x-1"], ["x-2"], ["x-3"], []),
        ([], ["x-1", "x-2", "x-3"], ["x-1"], []),
        (["x-1"], ["x-2", "x-3"], ["x-2"], []),
        (["x-1", "x-2", "x-3"], [], [], []),
        ([], ["single"], [], ["x-2", "x-3"]),
    ]

    @Test("of duplicates that other documents all name one stays", arguments: shares.indices)
    func shared(_ index: Int) throws {
        let (removing, named, keptInstead, goes) = Self.shares[index]
        let rule = LoopSelectorTests.rule { $0.duplicates = DuplicateRule(pattern: "^(.+)-[0-9]$", keep: .oldest) }
        var selector = try LoopSelector(
            rule,
            now: LoopSelectorTests.now,
            removing: Set(removing.map { .sample($0) }),
            namedElsewhere: Set(named.map { $0 == "single" ? .sample("y-1") : .sample($0) })
        )
        for (index, name) in ["x-1", "x-2", "x-3", "y-1"].enumerated() {
            try selector.take(LoopSelectorTests.row(name, .completed, index))
        }
        #expect(selector.keptForOthers().map(\.name.rawValue) == keptInstead)
        #expect(selector.selection().map(\.loop.name.rawValue) == goes)
        // Those that the other documents remove are told of, each with what is kept in its place.
        let left = selector.leftToOthers()
        #expect(Set(left.map(\.loop.name.rawValue)) == Set(named).subtracting(keptInstead + ["single"]))
        #expect(left.allSatisfy { $0.keptInstead?.name.rawValue == keptInstead.first })
    }

    @Test("what is kept in the place of a named duplicate is kept also when the run is done with that one")
    func keptForWhatIsSettled() throws {
        let named = CleanupManifest.sample(["x-1", "x-2"]).loops
        var selector = try LoopSelector(
            LoopSelectorTests.rule { $0.duplicates = DuplicateRule(pattern: "^(.+)-[0-9]$", keep: .newest) },
            now: LoopSelectorTests.now,
            named: Set(named.lazy.map(\.name))
        )
        try selector.take(LoopSelectorTests.row("x-1", .completed, 2))
        try selector.take(LoopSelectorTests.row("x-2", .failed, 1))
        let found = FoundLoops([selector], joining: named, leaving: [.sample("x-2")])
        #expect(found.loops.isEmpty && found.kept.map(\.name.rawValue) == ["x-1"])
        #expect(found.named[.sample("x-1")]?.isKept == true)
    }

    /// Of x-1 and x-2, the oldest first: where they stand, which of them other documents name, and which one stays.
    static let answers: [(one: HumanLoopStatus, two: HumanLoopStatus, named: [String], keptInstead: String)] = [
        (.completed, .stopped, ["x-1"], "x-1"), (.failed, .inProgress, ["x-2"], "x-2"),
        (.completed, .inProgress, ["x-1"], "x-2"), (.failed, .stopped, ["x-1"], "x-2"),
        (.stopped, .completed, ["x-1"], "x-2"),
    ]

    @Test(
        "a duplicate that another document names stays where no other can bring an answer",
        arguments: answers.indices
    )
    func sharedAnswer(_ index: Int) throws {
        let (one, two, named, keptInstead) = Self.answers[index]
        var selector = try LoopSelector(
            LoopSelectorTests.rule { $0.duplicates = DuplicateRule(pattern: "^(.+)-[0-9]$", keep: .oldest) },
            now: LoopSelectorTests.now,
            namedElsewhere: Set(named.map { .sample($0) })
        )
        try selector.take(LoopSelectorTests.row("x-1", one, 1))
        try selector.take(LoopSelectorTests.row("x-2", two, 2))
        #expect(selector.keptForOthers().map(\.name.rawValue) == [keptInstead])
    }

    @Test("names that the pattern is not found in, or whose capture took no part, are nobody's duplicates")
    func noCapture() throws {
        let rule = LoopSelectorTests.rule { $0.duplicates = DuplicateRule(pattern: "x(a)?") }
        var selector = try LoopSelector(rule, now: LoopSelectorTests.now)
        for name in ["x1", "x2", "y1", "xa1", "xa2"] { try selector.take(LoopSelectorTests.row(name, .completed, 0)) }
        #expect(selector.selection().map(\.loop.name.rawValue) == ["xa2"])
    }
}
