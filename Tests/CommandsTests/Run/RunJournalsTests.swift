import CleanupEngine
import CleanupJournal
import CleanupReport
import FoundationEssentials
import HumanLoops
import Support
import Testing

@testable import Commands

/// The journals of one manifest, as runs leave them.
@Suite("RunJournals")
struct RunJournalsTests {
    /// When the first run began.
    static let began = Timestamp(millisecondsSinceEpoch: 1_795_262_400_000)
    /// A day.
    private static let day = Duration.seconds(86_400)

    /// What a run left behind.
    struct Leaving: Sendable {
        /// Whether it was about to delete a loop.
        var isTouched = true
        /// How that loop ended; nil when its process was killed.
        var outcome: LoopOutcome?
        /// What ended the run early.
        var stopReason: RunStopReason?
        /// Whether it has an end.
        var hasEnd = true
        /// The digest of its manifest.
        var digest = "d1"
        /// Whether it was a rehearsal.
        var isSimulated = false
    }

    /// What is said of a run.
    static func start(_ digest: String = "d1", at moment: Timestamp = began) -> RunStart {
        var start = RunStart(
            runID: "abcdefgh",
            version: "1",
            name: "all",
            manifestPath: "all.yaml",
            account: nil,
            region: "us-east-1",
            endpoint: "https://a2i.example",
            loopCount: 1,
            startedAt: moment
        )
        start.manifestDigest = digest
        return start
    }

    /// Lends a folder of journals.
    private static func lend(_ body: (RunJournals) throws -> Void) throws {
        try lendState { try body(try RunJournals(of: "all", isSimulated: false, in: $0)) }
    }

    /// Lends a state directory.
    static func lendState(_ body: (StateDirectory) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appending(component: "state-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(try #require(StateDirectory(path, OptionReader(environment: [:]))))
    }

    /// Writes the journal of a run.
    @discardableResult
    static func write(
        _ leaving: Leaving,
        to journals: RunJournals,
        at moment: Timestamp,
        path: String? = nil
    ) throws -> String {
        let path = path ?? journals.path(startedAt: moment, runID: "abcdefgh")
        var journal = Journal(to: try EvidenceFile.create(at: path))
        var start = start(leaving.digest, at: moment)
        start.isSimulated = leaving.isSimulated
        try journal.write(.start(start))
        let name = try #require(HumanLoopName("a"))
        var calls = CallCounts()
        if leaving.isTouched {
            let loop = HumanLoop(
                name: name,
                status: .completed,
                creationTime: began,
                flowDefinitionARN: nil,
                arn: nil,
                failureCode: nil,
                failureReason: nil,
                outputS3URI: nil
            )
            try journal.write(.intent(LoopIntent(operation: .delete, loop: loop, manifestLine: 1, at: moment)))
            calls.delete = 1
        }
        var outcomes = OutcomeCounts()
        if let outcome = leaving.outcome {
            try journal.write(.result(LoopResult(name: name, outcome: outcome, manifestLine: 1, endedAt: moment)))
            outcomes[outcome] = 1
        }
        guard leaving.hasEnd else { return path }
        try journal.write(
            .end(
                RunEnd(
                    loopCount: outcomes.total,
                    outcomes: outcomes,
                    calls: calls,
                    stopReason: leaving.stopReason,
                    exitCode: .success,
                    startedAt: moment,
                    endedAt: moment
                )
            )
        )
        return path
    }

    /// What a run left, and whether its journal goes at once and after ninety days when twenty newer ones are there.
    static let retentions: [(Leaving, atOnce: Bool, later: Bool)] = [
        (Leaving(outcome: .deleted), false, true),
        (Leaving(outcome: .refused), false, true),
        (Leaving(outcome: .deferred), false, false),
        (Leaving(outcome: .failed), false, false),
        (Leaving(outcome: .notAttempted), false, false),
        (Leaving(outcome: .deleted, stopReason: .deadline), false, false),
        (Leaving(outcome: .deleted, stopReason: .guards([])), false, false),
        (Leaving(outcome: .deleted, hasEnd: false), false, false),
        (Leaving(hasEnd: false), false, false),
        (Leaving(isTouched: false, outcome: .kept), true, true),
        (Leaving(isTouched: false, outcome: .notAttempted, stopReason: .guards([])), true, true),
        (Leaving(isTouched: false, hasEnd: false), true, true),
    ]

    @Test(
        "a journal that touched a loop stays until its books are closed and ninety days have passed",
        arguments: retentions.indices
    )
    func retention(_ index: Int) throws {
        let (leaving, goesAtOnce, goesLater) = Self.retentions[index]
        for (now, goes) in [(Self.began + Self.day, goesAtOnce), (Self.began + .seconds(90 * 86_400), goesLater)] {
            try Self.lend { journals in
                let path = try Self.write(leaving, to: journals, at: Self.began)
                for number in 1...20 {
                    journals.removeOld(now: now)
                    #expect(FileManager.default.fileExists(atPath: path))
                    try Self.write(Leaving(isTouched: false), to: journals, at: Self.began + .seconds(number))
                }
                journals.removeOld(now: now)
                #expect(FileManager.default.fileExists(atPath: path) == !goes)
            }
        }
    }

    @Test("a journal that a run is writing stays")
    func inUse() throws {
        try Self.lend { journals in
            let path = journals.path(startedAt: Self.began, runID: "abcdefgh")
            let sink = try EvidenceFile.create(at: path)
            for number in 1...25 {
                try Self.write(Leaving(isTouched: false), to: journals, at: Self.began + .seconds(number))
            }
            journals.removeOld(now: Self.began)
            let names = try FileManager.default.contentsOfDirectory(atPath: journals.folder)
            withExtendedLifetime(sink) { #expect(FileManager.default.fileExists(atPath: path) && names.count == 21) }
        }
    }

    @Test(
        "the newest journal is the last also when the clock was set back",
        arguments: [0, 1, 3_600_000, 86_400_000 * 400]
    )
    func monotone(_ milliseconds: Int) throws {
        try Self.lend { journals in
            try Self.write(Leaving(outcome: .deleted), to: journals, at: Self.began)
            let left = Leaving(outcome: .deferred)
            let newest = try Self.write(left, to: journals, at: Self.began - .milliseconds(milliseconds))
            #expect(journals.resumption(of: Self.start()) == .journal(newest))
        }
    }

    /// The journals there are, the oldest first, and which of them a run of a changed manifest resumes; nil when it is a new run.
    static let changes: [([Leaving], Int?)] = [
        ([Leaving(outcome: .deferred)], 0), ([Leaving(hasEnd: false)], 0),
        ([Leaving(outcome: .deleted)], 0),
        ([Leaving(isTouched: false, stopReason: .guards([]))], nil), ([Leaving(isTouched: false, hasEnd: false)], nil),
        ([Leaving(outcome: .deleted), Leaving(isTouched: false)], nil),
        ([Leaving(outcome: .deferred), Leaving(isTouched: false)], 0),
        ([Leaving(outcome: .deferred, digest: "d2"), Leaving(isTouched: false)], 0),
    ]

    @Test(
        "after an edit a new run begins where nothing was touched, and else the journal says what to do",
        arguments: changes.indices
    )
    func changed(_ index: Int) throws {
        let (leavings, chosen) = Self.changes[index]
        try Self.lend { journals in
            var paths: [String] = []
            for (number, leaving) in leavings.enumerated() {
                paths.append(try Self.write(leaving, to: journals, at: Self.began + .seconds(number)))
            }
            let resumption = journals.resumption(of: Self.start("d2"))
            #expect(resumption == chosen.map { .journal(paths[$0]) } ?? .changed)
        }
    }
}
