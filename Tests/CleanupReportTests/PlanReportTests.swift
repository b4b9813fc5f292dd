@testable import CleanupEngine
@testable import CleanupJournal
@testable import CleanupReport
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing

extension CalledPlace {
    /// A place of AWS's own.
    static let sample = CalledPlace(
        account: "123456789012",
        region: "us-east-1",
        endpoint: "https://a2i-runtime.sagemaker.us-east-1.amazonaws.com"
    )
}

/// The plan as a person and as a program see it.
@Suite("PlanReport")
struct PlanReportTests {
    /// A plan with every kind of line.
    static let plan = CleanupPlan(
        name: "dup-batch-2026-11",
        loops: [
            .sample("dup-000017", .inProgress, .stop, "InProgress and onInProgress is stop"),
            .sample("invoice-review-2026-11-22-duplicate-of-17", .completed, .delete, "Completed"),
            .sample("dup-000019", .other("Archived"), .wait, "its status is not known"),
            .sample("dup-000020", nil, .end(.alreadyGone), "not found"),
        ],
        breaches: [GuardBreach(key: "maxStops", message: "1 loop is in progress and would be stopped, more than 0")],
        stopReason: .guards([])
    )

    /// Writes a plan.
    static func text(
        _ plan: CleanupPlan = plan,
        _ format: ResultFormat = .text,
        width: Int = 80,
        usesUnicode: Bool = true,
        showsAll: Bool = false
    ) throws -> String {
        let sink = MemorySink()
        let layout = TextLayout(width: width, style: .plain, usesUnicode: usesUnicode)
        try PlanReport(plan, at: .sample, now: .sample).write(format, layout: layout, showsAll: showsAll, to: sink)
        #expect(sink.takeEvents().last == .flush)
        return sink.text
    }

    @Test("the counts come first, then what stands in the way, then the loops")
    func table() throws {
        let text = try Self.text()
        #expect(
            text == """
                dup-batch-2026-11: account 123456789012, us-east-1
                3 loops to delete; 1 of them must be stopped first (people may be working on
                  it); 1 of them must be waited for
                Not touched: 1 already gone

                Guards refuse this plan: nothing would be stopped or deleted.
                  maxStops: 1 loop is in progress and would be stopped, more than 0

                NAME               STATUS      AGE  ACTION              WHY
                dup-000017         InProgress  22h  stop, wait, delete  InProgress and
                                                                        onInProgress is stop
                invoice-…te-of-17  Completed   22h  delete              Completed
                dup-000019         Archived    22h  wait, delete        its status is not known
                dup-000020         -             -  already gone        not found

                """
        )
    }

    @Test("on a narrow terminal the reason lies beneath")
    func narrowTable() throws {
        let text = try Self.text(width: 40, usesUnicode: false)
        #expect(
            text == """
                dup-batch-2026-11: account
                  123456789012, us-east-1
                3 loops to delete; 1 of them must be
                  stopped first (people may be working
                  on it); 1 of them must be waited for
                Not touched: 1 already gone

                Guards refuse this plan: nothing would
                be stopped or deleted.
                  maxStops: 1 loop is in progress and
                    would be stopped, more than 0

                NAME          STATUS  AGE  ACTION
                dup-000017    InP...  22h  stop, wait...
                  InProgress and onInProgress is stop
                invoi...f-17  Com...  22h  delete
                  Completed
                dup-000019    Arc...  22h  wait, delete
                  its status is not known
                dup-000020    -         -  already gone
                  not found

                """
        )
    }

    @Test("a long plan is shown in groups, the largest first")
    func groups() throws {
        let stops = (1...48).map { PlannedLoop.sample("s-\($0)", .inProgress, .stop, "InProgress") }
        let gone = (1...3).map { PlannedLoop.sample("g-\($0)", nil, .end(.alreadyGone), "not found") }
        let text = try Self.text(CleanupPlan(name: "x", loops: PlannedLoops(gone + stops)))
        #expect(
            text == """
                x: account 123456789012, us-east-1
                48 loops to delete; all of them must be stopped first (people may be working
                  on them)
                Not touched: 3 already gone

                48 InProgress: stop, wait, delete (InProgress)
                  s-1  22h
                  s-2  22h
                  s-3  22h
                  s-4  22h
                  s-5  22h
                  and 43 more

                3 not described: already gone (not found)
                  g-1  -
                  g-2  -
                  g-3  -

                x: account 123456789012, us-east-1
                48 loops to delete; all of them must be stopped first (people may be working
                  on them)
                Not touched: 3 already gone

                """
        )
        let all = try Self.text(CleanupPlan(name: "x", loops: PlannedLoops(gone + stops)), showsAll: true)
        // The totals before and after the table, its heading and its rows.
        #expect(all.split(separator: "\n" as Character).count == 4 + 1 + 51 + 4)
    }

    @Test("a plan with too many groups to show counts the rest")
    func manyGroups() throws {
        let loops = (1...100).map { PlannedLoop.sample("s-\($0)", .failed, .delete, "rule \($0 <= 60 ? 0 : $0)") }
        let text = try Self.text(CleanupPlan(name: "x", loops: PlannedLoops(loops)))
        #expect(text.contains("\n60 Failed: delete (rule 0)\n"))
        #expect(text.contains("\n\nand 21 smaller groups of 21 loops\n\nx: account "))
    }

    @Test(
        "the counts are a sentence",
        arguments: [
            ([], "No loop to delete\n"), ([.delete, .delete], "2 loops to delete\n"),
            ([.stop], "1 loop to delete; it must be stopped first (people may be working on it)\n"),
            (
                [.stop, .delete, .wait],
                "3 loops to delete; 1 of them must be stopped first (people may be working on\n  it); 1 of them must be waited for\n"
            ),
            ([.awaitDeletion], "No loop to delete; 1 being deleted by others\n"),
            (
                LoopOutcome.allCases.map { .end($0) },
                """
                No loop to delete
                Not touched: 1 deleted, 1 already gone, 1 kept, 1 deferred, 1 refused, 1
                  failed, 1 not attempted

                """
            ),
        ] as [([LoopProposal], String)]
    )
    func census(_ proposals: [LoopProposal], _ sentence: String) throws {
        let loops = proposals.map { PlannedLoop.sample("a", nil, $0, "") }
        let text = try Self.text(CleanupPlan(name: "x", loops: PlannedLoops(loops)))
        #expect(text.hasPrefix("x: account 123456789012, us-east-1\n\(sentence)"))
    }

    @Test("a look that ended early says so")
    func halted() throws {
        let text = try Self.text(CleanupPlan(name: "x", loops: [], stopReason: .deadline))
        #expect(
            text
                == "x: account 123456789012, us-east-1\nNo loop to delete\n\nThe look at the loops ended early: the run's deadline passed\n"
        )
    }

    @Test(
        "whatever an explanation holds, the plan fits and steers nothing",
        arguments: [HostileText.all, HostileText.long, HostileText.stacked],
        [40, 80]
    )
    func hostile(_ text: String, _ width: Int) throws {
        let loop = PlannedLoop.sample("a", .other(text), .end(.failed), text)
        for loops in [[loop], Array(repeating: loop, count: 51)] {
            let breach = GuardBreach(key: "x", message: text)
            let plan = CleanupPlan(name: text, loops: PlannedLoops(loops), breaches: [breach])
            let written = try Self.text(plan, width: width)
            #expect(!HostileText.steers(written))
            let widest = written.split(separator: "\n" as Character).map { TerminalWidth.columns(of: $0) }.max()
            #expect(try #require(widest) <= width)
        }
    }

    /// A plan with a loop that is named and one that a rule found.
    static var selected: CleanupPlan {
        var plan = CleanupPlan(name: "selected", loops: PlannedLoops(Array(Self.plan.loops.prefix(2))))
        plan.loops.change(1) { $0.rule = 1 }
        let arn = "arn:aws:sagemaker:us-east-1:123456789012:flow-definition/invoice-review"
        plan.findings = [
            SelectionFinding(flowDefinitionARN: arn, manifestLine: 34, listed: 1_200),
            SelectionFinding(flowDefinitionARN: arn, manifestLine: 39, listed: 12, matched: 4, named: 1, earlier: 2),
        ]
        return plan
    }

    /// How many loops are named as well, how many of them since an earlier part of the run, and how the line ends.
    static let namings: [(named: Int, alreadyOfRun: Int, ending: String)] = [
        (0, 0, "4 of 12 loops of arn selected"), (3, 0, "selected, 3 of them named as well"),
        (4, 4, "selected, 4 of them already of this run"),
        (3, 2, "selected, 1 of them named as well, 2 of them already of this run"),
    ]

    @Test("loops that a resumed run had found are not said to be named", arguments: namings)
    func naming(_ row: (named: Int, alreadyOfRun: Int, ending: String)) {
        var finding = SelectionFinding(flowDefinitionARN: "arn", manifestLine: 3, listed: 12, matched: 4)
        (finding.named, finding.alreadyOfRun) = (row.named, row.alreadyOfRun)
        #expect(finding.line(number: 1).hasSuffix(row.ending))
    }

    @Test("a plan with rules says what each came to, and which one found a loop")
    func rules() throws {
        let text = try Self.text(Self.selected, width: 120)
        #expect(
            text == """
                selected: account 123456789012, us-east-1
                2 loops to delete; 1 of them must be stopped first (people may be working on it)

                rule 1 (line 34): 0 of 1,200 loops of invoice-review selected
                rule 2 (line 39): 4 of 12 loops of invoice-review selected, 1 of them named as well, 2 by an earlier rule

                NAME                                       STATUS      AGE  RULE  ACTION              WHY
                dup-000017                                 InProgress  22h     -  stop, wait, delete  InProgress and onInProgress is
                                                                                                      stop
                invoice-review-2026-11-22-duplicate-of-17  Completed   22h     2  delete              Completed

                """
        )
    }

    @Test("a long plan is grouped by rule as well")
    func groupsByRule() throws {
        var plan = Self.selected
        let lines = (0..<60).map { index in
            var loop = PlannedLoop.sample("loop-\(index)", .failed, .delete, "failed")
            loop.rule = index < 20 ? nil : 0
            return loop
        }
        plan.loops = PlannedLoops(lines)
        let text = try Self.text(plan, width: 120)
        #expect(text.contains("40 Failed: delete (failed, rule 1)\n"))
        #expect(text.contains("20 Failed: delete (failed)\n"))
    }
}
