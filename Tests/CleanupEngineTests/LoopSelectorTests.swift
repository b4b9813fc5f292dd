import CleanupEngine
import HumanLoops
import Testing
import TestSupport

@testable import CleanupManifest

/// Which listed loops belong to a rule.
@Suite("LoopSelector")
struct LoopSelectorTests {
    /// The moment from which ages are counted: 7 days after the first loops were created.
    static let now = HumanLoop.sampleCreation + .seconds(7 * 86_400)

    /// What is listed: a name, a status, and the seconds after the first creation.
    static let rows: [HumanLoopSummary] = [
        row("invoice-a-00000001", .completed, 0), row("invoice-a-00000002", .inProgress, 10),
        row("invoice-a-00000003", .completed, 20), row("invoice-b-00000002", .failed, 30),
        row("invoice-b-00000001", .stopped, 30), row("receipt-c-00000001", .inProgress, 6 * 86_400),
        row("other", .inProgress, 40),
    ]

    /// Makes a row of a list.
    static func row(_ name: String, _ status: HumanLoopStatus, _ seconds: Int, flow: String? = nil) -> HumanLoopSummary
    {
        HumanLoopSummary(
            name: .sample(name),
            status: status,
            creationTime: HumanLoop.sampleCreation + .seconds(seconds),
            flowDefinitionARN: flow ?? HumanLoop.sampleFlowDefinition
        )
    }

    /// Makes a rule about the flow definition of the rows.
    static func rule(_ change: (inout SelectionRule) -> Void = { _ in }) -> SelectionRule {
        var rule = SelectionRule(flowDefinitionARN: HumanLoop.sampleFlowDefinition, line: 34, column: 5)
        change(&rule)
        return rule
    }

    /// Makes a rule about duplicates.
    static func duplicates(_ keep: DuplicateRule.Keep) -> SelectionRule {
        rule { $0.duplicates = DuplicateRule(pattern: "^(.+)-[0-9a-f]{8}$", keep: keep) }
    }

    /// A rule and the loops that belong to it, the oldest first.
    static let cases: [(SelectionRule, [String])] = [
        (
            rule(),
            [
                "invoice-a-00000001", "invoice-a-00000002", "invoice-a-00000003", "invoice-b-00000001",
                "invoice-b-00000002", "other", "receipt-c-00000001",
            ]
        ),
        (rule { $0.statuses = [.failed, .stopped] }, ["invoice-b-00000001", "invoice-b-00000002"]),
        (rule { $0.statuses = [.other("Archived")] }, []),
        (
            rule { $0.createdAfter = HumanLoop.sampleCreation + .seconds(40) }, ["other", "receipt-c-00000001"]
        ),
        (rule { $0.createdBefore = HumanLoop.sampleCreation + .seconds(10) }, ["invoice-a-00000001"]),
        (rule { $0.olderThan = .seconds(7 * 86_400) }, ["invoice-a-00000001"]),
        (rule { $0.olderThan = .seconds(7 * 86_400 - 9) }, ["invoice-a-00000001"]),
        (rule { $0.olderThan = .milliseconds(7 * 86_400_000 + 1) }, []),
        (rule { $0.newerThan = .seconds(86_400) }, []),
        (rule { $0.newerThan = .milliseconds(86_400_001) }, ["receipt-c-00000001"]),
        (rule { $0.matching = "^invoice-b" }, ["invoice-b-00000001", "invoice-b-00000002"]),
        (rule { $0.matching = "-c-" }, ["receipt-c-00000001"]),
        (
            rule {
                $0.matching = "^invoice"
                $0.statuses = [.inProgress]
            }, ["invoice-a-00000002"]
        ),
        (
            rule {
                $0.matching = "^invoice"
                $0.excludes = ["-a-.*[12]$", "^other$"]
            }, ["invoice-a-00000003", "invoice-b-00000001", "invoice-b-00000002"]
        ),
        (duplicates(.oldest), ["invoice-a-00000002", "invoice-a-00000003", "invoice-b-00000002"]),
        (duplicates(.newest), ["invoice-a-00000001", "invoice-a-00000002", "invoice-b-00000002"]),
        (duplicates(.completed), ["invoice-a-00000002", "invoice-a-00000003", "invoice-b-00000002"]),
    ]

    @Test("a loop belongs to a rule when every part of it holds", arguments: cases)
    func selects(_ rule: SelectionRule, _ names: [String]) throws {
        for rows in [Self.rows, Self.rows.reversed()] {
            var selector = try LoopSelector(rule, now: Self.now)
            for row in rows { try selector.take(row) }
            #expect(selector.selection().map(\.loop.name.rawValue) == names)
            #expect(selector.listedCount == rows.count)
        }
    }

    @Test("a loop that is excluded is counted where it fits otherwise, is not removed, and is kept for its duplicates")
    func excluded() throws {
        var rule = Self.duplicates(.oldest)
        rule.excludes = ["-a-00000001$", "-a-00000003$", "receipt"]
        rule.statuses = [.completed, .inProgress]
        var selector = try LoopSelector(rule, now: Self.now)
        for row in Self.rows { try selector.take(row) }
        let selection = selector.selection()
        #expect(selection.map(\.loop.name.rawValue) == ["invoice-a-00000002"])
        #expect(selection.first?.keptInstead?.name == .sample("invoice-a-00000001"))
        #expect(selector.excludedCount == 3)
    }

    @Test("an exclusion that is no expression ends the run before anything is changed")
    func badExclusion() {
        let rule = Self.rule { $0.excludes = ["a", "("] }
        #expect(throws: SelectionFault.self) { try LoopSelector(rule, now: Self.now) }
    }

    /// Loops that a rule about duplicates is told, what it keeps, and the loops that it selects.
    static let groups: [(DuplicateRule, [HumanLoopSummary], [String])] = [
        // The one that may be gone is not the one that stays.
        (
            DuplicateRule(pattern: "^(x)-"),
            [row("x-1", .other("Deleted"), 0), row("x-2", .deleting, 1), row("x-3", .inProgress, 2)], []
        ),
        // What captures nothing is nobody's duplicate.
        (DuplicateRule(pattern: "^([a-z]*)-?"), [row("11111", .inProgress, 0), row("22222", .inProgress, 1)], []),
        // As long as one can bring an answer, one of those that can stays.
        (DuplicateRule(pattern: "^(x)-"), [row("x-1", .failed, 0), row("x-2", .completed, 1)], ["x-1"]),
        (DuplicateRule(pattern: "^(x)-"), [row("x-1", .stopped, 0), row("x-2", .inProgress, 1)], ["x-1"]),
        (DuplicateRule(pattern: "^(x)-"), [row("x-1", .stopping, 0), row("x-2", .completed, 1)], ["x-1"]),
        (
            DuplicateRule(pattern: "^(x)-", keep: .newest),
            [row("x-1", .completed, 0), row("x-2", .inProgress, 1), row("x-3", .failed, 2)], ["x-1", "x-3"]
        ),
        (DuplicateRule(pattern: "^(x)-", keep: .newest), [row("x-1", .failed, 0), row("x-2", .stopped, 1)], ["x-1"]),
        // From the one in progress an answer can still come.
        (
            DuplicateRule(pattern: "^(x)-", keep: .completed),
            [row("x-1", .failed, 0), row("x-2", .inProgress, 1), row("x-3", .inProgress, 2)], ["x-1", "x-3"]
        ),
    ]

    @Test("the loop that stays is there, and has something in common with those that go", arguments: groups)
    func keptInstead(_ duplicates: DuplicateRule, _ rows: [HumanLoopSummary], _ names: [String]) throws {
        var selector = try LoopSelector(Self.rule { $0.duplicates = duplicates }, now: Self.now)
        for row in rows { try selector.take(row) }
        #expect(selector.selection().map(\.loop.name.rawValue) == names)
    }

    @Test("the completed loop stays although an older duplicate is not completed")
    func keepsCompleted() throws {
        var selector = try LoopSelector(Self.duplicates(.completed), now: Self.now)
        try selector.take(Self.row("x-00000001", .inProgress, 0))
        try selector.take(Self.row("x-00000002", .completed, 10))
        try selector.take(Self.row("x-00000003", .completed, 20))
        #expect(selector.selection().map(\.loop.name.rawValue) == ["x-00000001", "x-00000003"])
    }

    @Test("duplicates are told among all loops, whatever else the rule asks for")
    func filtersAfterGrouping() throws {
        var rule = Self.duplicates(.oldest)
        rule.statuses = [.inProgress]
        var selector = try LoopSelector(rule, now: Self.now)
        for row in Self.rows { try selector.take(row) }
        #expect(selector.selection().map(\.loop.name.rawValue) == ["invoice-a-00000002"])
    }

    @Test("a loop that is listed twice is not its own duplicate")
    func listedTwice() throws {
        var selector = try LoopSelector(Self.duplicates(.newest), now: Self.now)
        for _ in 0..<2 { try selector.take(Self.row("x-00000001", .completed, 0)) }
        #expect(selector.selection().isEmpty)
        #expect(selector.listedCount == 1)
    }

    @Test("a loop that is being deleted is not the one that stays")
    func deletingStaysNot() throws {
        var selector = try LoopSelector(Self.duplicates(.oldest), now: Self.now)
        try selector.take(Self.row("x-00000001", .deleting, 0))
        try selector.take(Self.row("x-00000002", .completed, 10))
        #expect(selector.selection().isEmpty)
    }

    @Test("a loop that the run has begun to remove is not the one that stays")
    func removing() throws {
        let removing: Set = [HumanLoopName.sample("x-00000001")]
        var selector = try LoopSelector(Self.duplicates(.oldest), now: Self.now, removing: removing)
        for (index, name) in ["x-00000001", "x-00000002", "x-00000003"].enumerated() {
            try selector.take(Self.row(name, .inProgress, index))
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
        let rule = Self.rule { $0.duplicates = DuplicateRule(pattern: "^(.+)-[0-9]$", keep: .oldest) }
        var selector = try LoopSelector(
            rule,
            now: Self.now,
            removing: Set(removing.map { .sample($0) }),
            namedElsewhere: Set(named.map { $0 == "single" ? .sample("y-1") : .sample($0) })
        )
        for (index, name) in ["x-1", "x-2", "x-3", "y-1"].enumerated() {
            try selector.take(Self.row(name, .completed, index))
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
            Self.rule { $0.duplicates = DuplicateRule(pattern: "^(.+)-[0-9]$", keep: .newest) },
            now: Self.now,
            named: Set(named.lazy.map(\.name))
        )
        try selector.take(Self.row("x-1", .completed, 2))
        try selector.take(Self.row("x-2", .failed, 1))
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
            Self.rule { $0.duplicates = DuplicateRule(pattern: "^(.+)-[0-9]$", keep: .oldest) },
            now: Self.now,
            namedElsewhere: Set(named.map { .sample($0) })
        )
        try selector.take(Self.row("x-1", one, 1))
        try selector.take(Self.row("x-2", two, 2))
        #expect(selector.keptForOthers().map(\.name.rawValue) == [keptInstead])
    }

    @Test("a row of another flow definition is left out, whatever the service meant by it")
    func otherFlow() throws {
        var selector = try LoopSelector(Self.rule(), now: Self.now)
        try selector.take(Self.row("stranger", .failed, 0, flow: HumanLoop.sampleFlowDefinition + "-2"))
        #expect(selector.selection().isEmpty)
    }

    @Test("names that the pattern is not found in, or whose capture took no part, are nobody's duplicates")
    func noCapture() throws {
        let rule = Self.rule { $0.duplicates = DuplicateRule(pattern: "x(a)?") }
        var selector = try LoopSelector(rule, now: Self.now)
        for name in ["x1", "x2", "y1", "xa1", "xa2"] { try selector.take(Self.row(name, .completed, 0)) }
        #expect(selector.selection().map(\.loop.name.rawValue) == ["xa2"])
    }

    @Test("the service is asked for no more than the rule's times, and for everything when duplicates are told")
    func query() throws {
        var rule = Self.rule {
            $0.createdAfter = HumanLoop.sampleCreation
            $0.newerThan = .seconds(86_400)
            $0.createdBefore = HumanLoop.sampleCreation + .seconds(86_400)
            $0.olderThan = .seconds(60)
        }
        var query = try LoopSelector(rule, now: Self.now).query
        #expect(query.createdAfter == Self.now - .seconds(86_401))
        #expect(query.createdBefore == HumanLoop.sampleCreation + .seconds(86_401))
        #expect(query.pageSize == 100)
        rule.duplicates = DuplicateRule(pattern: "(.)")
        query = try LoopSelector(rule, now: Self.now).query
        #expect(query.createdAfter == nil && query.createdBefore == nil)
    }

    @Test("an expression that is none is a fault at the rule's line", arguments: [true, false])
    func badExpression(_ isMatching: Bool) {
        let rule = Self.rule {
            if isMatching { $0.matching = "(a" } else { $0.duplicates = DuplicateRule(pattern: "(a") }
        }
        let message = "'(a' is no regular expression: a '(' is never closed"
        #expect(throws: SelectionFault(.pattern, line: 34, message: message)) {
            try LoopSelector(rule, now: Self.now)
        }
    }

    @Test("a search that is given up is a fault at the rule's line, whatever else was found", arguments: [true, false])
    func searchGivenUp(_ isMatching: Bool) throws {
        let rule = Self.rule {
            if isMatching { $0.matching = "^(a+)+$" } else { $0.duplicates = DuplicateRule(pattern: "^(a+)+$") }
        }
        var selector = try LoopSelector(rule, now: Self.now)
        try selector.take(Self.row("aaa", .failed, 0))
        let fault = #expect(throws: SelectionFault.self) {
            try selector.take(Self.row(String(repeating: "a", count: 50) + "b", .failed, 0))
        }
        #expect(fault?.kind == .pattern && fault?.line == 34)
        #expect(fault?.message.hasPrefix("the search for '^(a+)+$' in 'aaaa") ?? false)
    }
}
