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

    @Test("a row of another flow definition is left out, whatever the service meant by it")
    func otherFlow() throws {
        var selector = try LoopSelector(Self.rule(), now: Self.now)
        try selector.take(Self.row("stranger", .failed, 0, flow: HumanLoop.sampleFlowDefinition + "-2"))
        #expect(selector.selection().isEmpty)
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
