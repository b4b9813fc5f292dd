import CleanupEngine
import CleanupJournal
import CleanupReport
import FoundationEssentials
import HumanLoops
import Testing

@testable import Commands

/// Runs that left loops which later runs have deleted.
@Suite("LeftLoops")
struct LeftLoopsTests {
    typealias Leaving = RunJournalsTests.Leaving

    /// What the first run left, what the run of its follow-up did, and the state of the first run then.
    static let cases: [(first: Leaving, next: Leaving, JournalState)] = [
        (Leaving(outcome: .deferred), Leaving(outcome: .deleted, digest: "d2"), .closed),
        (Leaving(outcome: .failed), Leaving(isTouched: false, outcome: .alreadyGone, digest: "d2"), .closed),
        (Leaving(outcome: .notAttempted), Leaving(outcome: .deleted), .closed),
        (Leaving(outcome: .deferred), Leaving(outcome: .deferred, digest: "d2"), .workLeft),
        (Leaving(outcome: .deferred), Leaving(outcome: .refused, digest: "d2"), .workLeft),
        (Leaving(outcome: .deferred), Leaving(outcome: .deleted, hasEnd: false, digest: "d2"), .workLeft),
        (
            Leaving(outcome: .deferred),
            Leaving(isTouched: false, outcome: .alreadyGone, stopReason: .guards([]), digest: "d2"), .workLeft
        ),
        (Leaving(outcome: .deleted, stopReason: .deadline), Leaving(outcome: .deleted, digest: "d2"), .endedEarly),
        (Leaving(outcome: .refused), Leaving(outcome: .deleted, digest: "d2"), .refused),
    ]

    @Test("a run is closed when every loop that it left is gone in a later run", arguments: cases.indices)
    func state(_ index: Int) throws {
        let (first, next, state) = Self.cases[index]
        try RunJournalsTests.lendState { directory in
            let (path, other) = try Self.write(first, next, in: directory)
            let run = try #require(try KeptJournals(state: directory).runs(of: "all").last)
            #expect(run.path == path && run.state == state)
            #expect(run.closers == (state == .closed ? [other] : []))
            #expect(run.isRemovable == (state == .closed))
        }
    }

    @Test("what a later run closed goes with the journal that tells so", arguments: [false, true])
    func pruning(_ isElsewhere: Bool) throws {
        try RunJournalsTests.lendState { directory in
            let path = isElsewhere ? "\(directory.path)/run.jsonl" : nil
            let paths = try Self.write(Leaving(outcome: .deferred), Leaving(outcome: .deleted), in: directory, at: path)
            let kept = KeptJournals(state: directory)
            var runs = try kept.runs(of: nil)
            #expect(runs.map(\.state) == [.closed, .closed])
            try kept.prune(&runs)
            #expect(runs.allSatisfy { $0.isRemoved == !isElsewhere })
            let isThere = [paths.0, paths.1].map { FileManager.default.fileExists(atPath: $0) }
            #expect(isThere == [isElsewhere, isElsewhere])
        }
    }

    /// Writes the journals of two runs, one after the other; that of the first elsewhere, if `path` is not nil.
    private static func write(
        _ first: Leaving,
        _ next: Leaving,
        in directory: StateDirectory,
        at path: String? = nil
    ) throws -> (String, String) {
        let journals = try RunJournals(of: "all", isSimulated: false, in: directory)
        let began = RunJournalsTests.began
        if let path { journals.point(to: path, of: RunJournalsTests.start()) }
        return (
            try RunJournalsTests.write(first, to: journals, at: began, path: path),
            try RunJournalsTests.write(next, to: journals, at: began + .seconds(1))
        )
    }
}
