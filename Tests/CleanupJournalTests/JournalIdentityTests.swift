import CleanupEngine
@testable import CleanupJournal
@testable import CleanupManifest
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing
import TestSupport

/// A line of a journal about one loop.
enum LoopLine: Sendable {
    /// A list or a describe tells which loop it is.
    case identity(Timestamp, String?, rule: Int? = nil, keptInstead: String? = nil)
    /// A call is about to be made.
    case intent(Timestamp)
    /// It ended.
    case result(LoopOutcome, Timestamp?, String? = nil, code: String? = nil)

    /// Writes the line.
    func write(_ name: String, to journal: inout Journal) throws {
        switch self {
        case .identity(let created, let flow, let rule, let keptInstead):
            let keptInstead = keptInstead.map {
                KeptDuplicate(name: .sample($0), status: .completed, creationTime: created)
            }
            let sighting = LoopSighting(
                name: .sample(name),
                status: .inProgress,
                creationTime: created,
                flowDefinitionARN: flow,
                rule: rule,
                keptInstead: keptInstead
            )
            try journal.write(.identities([sighting]))
        case .intent(let created):
            var loop = HumanLoop.sample(.completed, name: name)
            loop.creationTime = created
            try journal.write(.intent(LoopIntent(operation: .delete, loop: loop, manifestLine: 3, at: .sample)))
        case .result(let outcome, let created, let flow, let code):
            var result = LoopResult.sample(name, outcome)
            result.creationTime = created
            result.flowDefinitionARN = created == nil ? nil : flow ?? HumanLoop.sampleFlowDefinition
            result.problem = code.map { LoopProblem(code: $0, message: "") }
            try journal.write(.result(result))
        }
    }
}

/// Which loop a name stands for, in all parts of a run.
@Suite("identities in a journal")
struct JournalIdentityTests {
    /// When the loop that is meant was created.
    private static let first: Timestamp = HumanLoop.sampleCreation
    /// When another one of its name was created.
    private static let later: Timestamp = HumanLoop.sampleCreation + .seconds(60)
    /// The flow definition of both.
    private static let flow: String = HumanLoop.sampleFlowDefinition

    /// Reads the journal of lines about loops.
    private static func history(_ lines: [(String, LoopLine)]) throws -> JournalHistory {
        let sink = MemorySink()
        var journal = Journal(to: sink)
        try journal.write(.start(.sample()))
        for (name, line) in lines { try line.write(name, to: &journal) }
        return try JournalHistory(text: sink.text)
    }

    /// Lines about one loop, and whether they contradict each other.
    static let stories: [(lines: [LoopLine], isContradiction: Bool)] = [
        ([.identity(first, flow), .intent(first), .result(.deleted, first)], false),
        ([.identity(first, flow), .result(.deferred, later)], true),
        ([.identity(first, flow), .intent(later)], true),
        // A list told of the other loop of the name.
        ([.identity(first, flow), .identity(later, flow)], false),
        ([.identity(first, flow), .result(.refused, first, "arn:other")], true),
        ([.identity(first, nil), .result(.refused, first, "arn:other")], false),
        ([.result(.deferred, first), .identity(first, nil), .result(.deferred, later)], true),
        ([.result(.notAttempted, nil), .identity(first, flow), .result(.kept, first)], false),
        ([.identity(first, flow), .result(.refused, first, code: "Reborn")], false),
        // What earlier versions wrote of the other loop of the name.
        ([.identity(first, flow), .result(.refused, later, code: "Reborn")], false),
        ([.identity(first, flow), .result(.refused, first, code: "Reborn"), .intent(later)], true),
    ]

    @Test("what told first which loop a name stands for holds for every line after it", arguments: stories.indices)
    func pins(_ index: Int) throws {
        let (lines, isContradiction) = Self.stories[index]
        let history = try Self.history(lines.map { ("a", $0) })
        let flaw = history.flaws.named.first
        #expect((flaw != nil) == isContradiction, "\(flaw ?? "")")
        let record = try #require(history.records[.sample("a")])
        #expect(record.creationTime == Self.first)
    }

    /// A manifest that names `a`, with a rule about others.
    private static var manifest: CleanupManifest {
        var manifest = CleanupManifest(name: "test", loops: [LoopEntry(name: .sample("a"))])
        manifest.selections = [
            SelectionRule(flowDefinitionARN: flow, statuses: [.inProgress]),
            SelectionRule(flowDefinitionARN: flow, duplicates: DuplicateRule(pattern: "^(.)", keep: .oldest)),
        ]
        return manifest
    }

    @Test("a loop that was only listed or described is the same one in the part that goes on")
    func carries() throws {
        let history = try Self.history([
            ("a", .identity(Self.first, Self.flow)),
            ("listed", .identity(Self.first, Self.flow, rule: 0)),
            ("double", .identity(Self.first, Self.flow, rule: 1, keptInstead: "kept")),
            ("reborn", .identity(Self.first, Self.flow, rule: 0)),
            ("reborn", .result(.refused, Self.first, code: "Reborn")),
            ("kept", .identity(Self.first, Self.flow)),
            ("keeper", .identity(Self.first, Self.flow, rule: 0)),
            ("keeper", .identity(Self.first, Self.flow, keptInstead: "keeper")),
        ])
        try history.checkLoops(of: Self.manifest)
        let work = ResumedWork(Self.manifest, preconditions: [], after: history)
        #expect(work.manifest.loops.map(\.name.rawValue) == ["a", "double", "keeper", "listed"])
        for review in work.preconditions {
            #expect(review?.creationTime == Self.first && review?.flowDefinitionARN == Self.flow)
            #expect(review?.trace?.creationTime == Self.first && review?.trace?.loop == nil)
            #expect(review?.status == .inProgress)
        }
        #expect(work.preconditions.map { $0?.keptInstead?.name } == [nil, .sample("kept"), nil, nil])
        #expect(work.preconditions.map { $0?.statuses } == [[], [], [.inProgress], [.inProgress]])
        // What a rule keeps is kept also where no duplicate's line tells it.
        #expect(work.earlier.kept == [.sample("kept"), .sample("keeper")])
        #expect(work.earlier.settled == [.sample("reborn")])
        #expect(work.earlier.identities[.sample("reborn")]?.isAnother == true)
        #expect(work.earlier.identities[.sample("kept")]?.creationTime == Self.first)
    }

    @Test("a name that belongs to another loop is not called again, and its run still ends as refused")
    func settlesReborn() throws {
        let history = try Self.history([("a", .result(.refused, Self.first, code: "Reborn"))])
        var manifest = Self.manifest
        manifest.selections = []
        let work = ResumedWork(manifest, preconditions: [], after: history)
        #expect(work.manifest.loops.isEmpty)
        #expect(work.isNothing(after: JournalEnd(outcomes: OutcomeCounts(), endedAt: .sample)))
        let reports = RunReports([], carried: CarriedResults(history), now: { .sample })
        #expect(try reports.end(.sample()).exitCode == .refused)
    }

    /// Lines about loops, and whether the run of the manifest can be about them.
    static let strangers: [(name: String, lines: [LoopLine], isTaken: Bool)] = [
        ("a", [.identity(first, "arn:other")], true), ("b", [.identity(first, flow)], true),
        ("b", [.identity(first, flow, rule: 0)], true), ("b", [.identity(first, flow), .intent(first)], false),
        ("b", [.result(.deferred, first)], false), ("b", [.identity(first, flow, rule: 2)], false),
        ("b", [.identity(first, "arn:other", rule: 0)], false),
        ("b", [.identity(first, flow, rule: Int(Int32.max))], false),
    ]

    @Test(
        "a journal that names a loop which is none of the manifest's is not gone on with",
        arguments: strangers.indices
    )
    func refusesStrangers(_ index: Int) throws {
        let (name, lines, isTaken) = Self.strangers[index]
        let history = try Self.history(lines.map { (name, $0) })
        if isTaken { return try history.checkLoops(of: Self.manifest) }
        let error = #expect(throws: JournalError.self) { try history.checkLoops(of: Self.manifest) }
        #expect(error?.description.contains("'b'") ?? false)
    }

    /// What was done with a loop that was chosen as `InProgress`, and the statuses it may have from then on.
    static let touched: [(wasStopped: Bool, open: HumanLoopOperation?, statuses: [HumanLoopStatus])] = [
        (false, nil, [.inProgress]), (true, nil, []), (false, .stop, [.inProgress, .stopping, .stopped]),
        (false, .delete, [.inProgress]), (true, .delete, []),
    ]

    @Test(
        "what the run has stopped need not be in the status that was asked for, by a rule or a plan",
        arguments: touched.indices
    )
    func statuses(_ index: Int) throws {
        let (wasStopped, open, statuses) = Self.touched[index]
        var result = LoopResult.sample("b", .deferred)
        (result.creationTime, result.flowDefinitionARN) = (Self.first, Self.flow)
        (result.initialStatus, result.finalStatus, result.rule) = (.inProgress, .stopping, 0)
        (result.stoppedByRun, result.unansweredOperation) = (wasStopped, open)
        let sink = MemorySink()
        var journal = Journal(to: sink)
        try journal.write(.start(.sample()))
        try journal.write(.result(result))
        let history = try JournalHistory(text: sink.text)
        let ruled = ResumedWork(Self.manifest, preconditions: [], after: history)
        #expect(ruled.preconditions.last??.statuses == statuses)
        #expect(ruled.preconditions.last??.trace?.openCall == open)
        var planned = Self.manifest
        planned.selections = []
        planned.loops = [LoopEntry(name: .sample("b"), rule: 0)]
        let review = LoopPrecondition(
            status: .inProgress,
            creationTime: Self.first,
            flowDefinitionARN: Self.flow,
            statuses: [.inProgress]
        )
        let followed = ResumedWork(planned, preconditions: [review], after: history)
        #expect(followed.preconditions.first??.statuses == statuses)
    }
}
