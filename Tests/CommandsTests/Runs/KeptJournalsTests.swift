import CleanupEngine
import CleanupJournal
import CleanupReport
import FoundationEssentials
import HumanLoops
import Support
import Testing

@testable import Commands

/// The journals of a state directory, as `loopsweep runs` lists and removes them.
@Suite("KeptJournals")
struct KeptJournalsTests {
    typealias Leaving = RunJournalsTests.Leaving

    /// What a run left behind, the state that is shown, and whether '--prune' removes its journal.
    static let leavings: [(Leaving, JournalState, isRemoved: Bool)] = [
        (Leaving(outcome: .deleted), .closed, true),
        (Leaving(isTouched: false, outcome: .kept), .closed, true),
        (Leaving(outcome: .refused), .refused, false),
        (Leaving(outcome: .deferred), .workLeft, false),
        (Leaving(outcome: .failed), .workLeft, false),
        (Leaving(outcome: .notAttempted), .workLeft, false),
        (Leaving(outcome: .deleted, stopReason: .deadline), .endedEarly, false),
        (Leaving(outcome: .deleted, hasEnd: false), .unfinished, false),
        (Leaving(hasEnd: false), .unfinished, false),
        (Leaving(isTouched: false, hasEnd: false), .unchanged, true),
        (Leaving(isTouched: false, outcome: .notAttempted, stopReason: .guards([])), .unchanged, true),
        (Leaving(outcome: .refused, isSimulated: true), .refused, true),
        (Leaving(outcome: .failed, isSimulated: true), .workLeft, true),
        (Leaving(outcome: .deleted, stopReason: .deadline, isSimulated: true), .endedEarly, true),
        (Leaving(hasEnd: false, isSimulated: true), .unfinished, true),
    ]

    @Test("only a journal of which nothing is left to do, or of a rehearsal, is removed", arguments: leavings.indices)
    func removal(_ index: Int) throws {
        let (leaving, state, isRemoved) = Self.leavings[index]
        try RunJournalsTests.lendState { directory in
            let journals = try RunJournals(of: "all", isSimulated: leaving.isSimulated, in: directory)
            let path = try RunJournalsTests.write(leaving, to: journals, at: RunJournalsTests.began)
            let kept = KeptJournals(state: directory)
            let runs = try kept.runs(of: nil)
            #expect(runs.map(\.path) == [path] && runs.map(\.state) == [state])
            #expect(try kept.runs(of: "other").isEmpty)
            #expect(try kept.remove(runs[0]) == isRemoved)
            #expect(FileManager.default.fileExists(atPath: path) == !isRemoved)
        }
    }

    /// How many manifests a file holds, where the newest runs of those that have begun stand, and whether the first is needed.
    static let files: [(count: Int, states: [JournalState], isNeeded: Bool)] = [
        (1, [.closed], false), (2, [.closed, .closed], false), (2, [.closed], true), (2, [.closed, .endedEarly], true),
        (2, [.closed, .unchanged], true), (3, [.closed, .closed], true), (2, [.closed, .refused], true),
    ]

    @Test("a closed journal stays while another manifest of its file is not done", arguments: files)
    func ofOpenFile(count: Int, states: [JournalState], isNeeded: Bool) {
        let runs = states.enumerated().map { index, state in
            var start = RunJournalsTests.start()
            (start.name, start.documentCount) = ("all-\(index)", count)
            return KeptRun(name: start.name, path: "\(index)", byteCount: 1, state: state, start: start, end: nil)
        }
        #expect(KeptJournals.isOfOpenFile(runs[0], among: runs) == isNeeded)
        var run = runs[0]
        run.isOfOpenFile = isNeeded
        #expect(run.isRemovable == !isNeeded)
    }

    @Test("a link in the place of the rehearsals' folder is refused", arguments: ["", "/simulated"])
    func links(_ folder: String) throws {
        try RunJournalsTests.lendState { directory in
            let other = try RunJournals(of: "other", isSimulated: false, in: directory)
            let names = folder.isEmpty ? [] : [try directory.folder("all")]
            let link = "\(names.first ?? directory.path + "/all")\(folder)"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: other.folder)
            #expect(throws: CommandFailure.self) { try KeptJournals(state: directory).runs(of: nil) }
        }
    }

    @Test("a closed journal stays while it is claimed, while a run of its place is active, and when a line was changed")
    func guarded() throws {
        try RunJournalsTests.lendState { directory in
            let journals = try RunJournals(of: "all", isSimulated: false, in: directory)
            let path = try RunJournalsTests.write(Leaving(outcome: .deleted), to: journals, at: RunJournalsTests.began)
            let kept = KeptJournals(state: directory)
            let run = try #require(try kept.runs(of: "all").first)
            let (account, endpoint) = ("123456789012", "https://a2i.example")
            let names = LockNames(name: "all", account: account, region: "us-east-1", endpoint: endpoint)
            let lock = try RunLock(in: try directory.folder("locks"), names)
            #expect(try lock.take())
            #expect(try !kept.remove(run))
            lock.release()
            do {
                let claim = try JournalFile(path: path, isContinued: true)
                defer { withExtendedLifetime(claim) {} }
                #expect(try kept.runs(of: "all").map(\.state) == [.running])
                #expect(try !kept.remove(run))
            }
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let changed = text.replacing("\"status\":\"Completed\"", with: "\"status\":\"Failed\"")
            #expect(changed != text)
            try changed.write(toFile: path, atomically: false, encoding: .utf8)
            #expect(try !kept.remove(run))
            try text.write(toFile: path, atomically: false, encoding: .utf8)
            #expect(try kept.remove(run))
        }
    }

    @Test("a link in the folder is not followed, and what is no journal stays")
    func links() throws {
        try RunJournalsTests.lendState { directory in
            let journals = try RunJournals(of: "all", isSimulated: false, in: directory)
            let outside = "\(directory.path)/outside.jsonl"
            let moment = RunJournalsTests.began
            try RunJournalsTests.write(Leaving(outcome: .deleted), to: journals, at: moment, path: outside)
            let link = "\(journals.folder)/20261122T100000.000Z-abcdefgh.jsonl"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: outside)
            try "mine\n".write(toFile: "\(journals.folder)/mine.jsonl", atomically: false, encoding: .utf8)
            let kept = KeptJournals(state: directory)
            let runs = try kept.runs(of: nil)
            #expect(runs.map(\.state).sorted { $0.rawValue < $1.rawValue } == [.closed, .unreadable])
            for run in runs { #expect(try !kept.remove(run)) }
        }
    }

    @Test("a run whose journal is elsewhere is listed, never removed, and named to a later run until it is done")
    func elsewhere() throws {
        try RunJournalsTests.lendState { directory in
            let journals = try RunJournals(of: "all", isSimulated: false, in: directory)
            let path = "\(directory.path)/run.jsonl"
            var start = RunJournalsTests.start()
            journals.point(to: path, of: start)
            #expect(journals.unfinished(besides: start) == nil)
            try RunJournalsTests.write(Leaving(hasEnd: false), to: journals, at: RunJournalsTests.began, path: path)
            let kept = KeptJournals(state: directory)
            let run = try #require(try kept.runs(of: "all").first)
            #expect(run.isElsewhere && run.state == .unfinished && run.isContinuedByCommand)
            #expect(try !kept.remove(run))
            #expect(journals.unfinished(besides: start)?.start.runID == "abcdefgh")
            start.manifestDigest = "d2"
            #expect(journals.unfinished(besides: start) == nil)
            start.manifestDigest = "d1"
            try RunJournalsTests.write(
                Leaving(outcome: .deleted),
                to: journals,
                at: RunJournalsTests.began + .seconds(1)
            )
            #expect(journals.unfinished(besides: start) == nil)
        }
    }

    @Test("of several unfinished runs the newest is continued by the command, and the others say so")
    func newest() throws {
        try RunJournalsTests.lendState { directory in
            let journals = try RunJournals(of: "all", isSimulated: false, in: directory)
            for second in 0..<2 {
                let moment = RunJournalsTests.began + .seconds(second)
                try RunJournalsTests.write(Leaving(outcome: .deferred), to: journals, at: moment)
            }
            let runs = try KeptJournals(state: directory).runs(of: "all")
            #expect(runs.map(\.isContinuedByCommand) == [true, false])
        }
    }

    /// The scopes of the parts of a run by rules that has no end, and how many loops are told.
    static let scopes: [([Int], Int?)] = [([], nil), ([7], 7), ([7, 9], 9)]

    @Test("a run by rules without an end is told with the loops that its rules found last", arguments: scopes)
    func scope(_ counts: [Int], _ told: Int?) throws {
        try RunJournalsTests.lendState { directory in
            let journals = try RunJournals(of: "all", isSimulated: false, in: directory)
            let path = journals.path(startedAt: RunJournalsTests.began, runID: "abcdefgh")
            var journal = Journal(to: try EvidenceFile.create(at: path))
            try journal.write(.start(RunJournalsTests.start()))
            for count in counts {
                try journal.write(.scope(RunScope(namedCount: 0, foundCount: count, at: RunJournalsTests.began)))
            }
            #expect(try KeptJournals(state: directory).runs(of: "all").map(\.scopeLoopCount) == [told])
        }
    }
}
