import CleanupEngine
@testable import CleanupJournal
import CleanupReport
import FoundationEssentials
import HumanLoops
import Support
import Testing

@testable import Commands

/// Where journals and locks are kept.
@Suite("StateDirectory")
struct StateDirectoryTests {
    /// The flag, the environment, and the folder.
    static let places: [(flag: String?, environment: [String: String], path: String?)] = [
        ("/a", ["LOOPSWEEP_STATE_DIR": "/b"], "/a/loopsweep"),
        (nil, ["LOOPSWEEP_STATE_DIR": "/b", "XDG_STATE_HOME": "/c"], "/b/loopsweep"),
        (nil, ["XDG_STATE_HOME": "/c", "HOME": "/d"], "/c/loopsweep"),
        (nil, ["XDG_STATE_HOME": "c", "HOME": "/d"], "/d/.local/state/loopsweep"),
        (nil, ["XDG_STATE_HOME": "", "HOME": "/d"], "/d/.local/state/loopsweep"),
        (nil, ["HOME": ""], nil), (nil, [:], nil),
    ]

    @Test("the first that names a place decides", arguments: places)
    func finds(_ row: (flag: String?, environment: [String: String], path: String?)) {
        let reader = OptionReader(environment: row.environment)
        #expect(StateDirectory(row.flag, reader)?.path == row.path)
        // A command that continues the run names it, unless it is at home.
        let isAtHome = row.path?.contains("/.local/state/") ?? true
        #expect(StateDirectory.named(row.flag, reader).map { "\($0)/loopsweep" } == (isAtHome ? nil : row.path))
    }

    @Test("without a place the flags are named that help")
    func noPlace() {
        let options = JournalOptions(isResumed: false, state: nil, lock: .fail)
        let failure = #expect(throws: CommandFailure.self) { try options.requireState() }
        #expect(failure?.exitCode == .usage && failure?.message.contains("--state-dir") ?? false)
    }

    /// Who may write in a folder of journals and locks, and whether that is refused.
    static let permissions: [(mode: Int16, isRefused: Bool)] = [
        (0o700, false), (0o755, false), (0o770, true), (0o707, true), (0o777, true),
    ]

    @Test("a folder in which others may write is refused with the way out", arguments: permissions)
    func foreign(_ mode: Int16, _ isRefused: Bool) throws {
        let path = FileManager.default.temporaryDirectory.appending(component: "state-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let state = try #require(StateDirectory(path, OptionReader(environment: [:])))
        for folder in ["loopsweep", "loopsweep/locks"] {
            _ = try? state.folder("locks")
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: "\(path)/loopsweep")
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: "\(path)/\(folder)")
            let failure = isRefused ? #expect(throws: CommandFailure.self) { try state.folder("locks") } : nil
            if !isRefused { _ = try state.folder("locks") }
            #expect(failure.map { $0.exitCode == .cannotCreate && $0.message.contains("chmod go-w") } ?? !isRefused)
        }
    }

    /// What is said of a run that goes on.
    private static let start = RunStart(
        runID: "run-1",
        version: "1",
        name: "all",
        manifestPath: "all.yaml",
        account: nil,
        region: "us-east-1",
        endpoint: "https://a2i.example",
        loopCount: 3,
        startedAt: Timestamp(millisecondsSinceEpoch: 0)
    )

    /// Journals, the newest first, each as how it ended (nil for not at all) and how many deletes it made, of another
    /// region where it is said; and which of them is gone on with.
    static let choices: [([(stopReason: String??, deletes: Int, region: String)], Int?)] = [
        ([(.some(nil), 3, "us-east-1"), (nil, 3, "us-east-1")], 0),
        ([(nil, 0, "eu-west-1"), (nil, 3, "us-east-1")], 1),
        ([(.some("ConsentMissing"), 0, "us-east-1"), (nil, 3, "us-east-1")], 1),
        ([(.some("ConsentMissing"), 0, "us-east-1"), (.some(nil), 3, "us-east-1")], 0),
        ([(.some("ConsentMissing"), 0, "us-east-1"), (.some("Interrupted"), 3, "us-east-1")], 1),
        ([(.some("Interrupted"), 3, "us-east-1"), (nil, 3, "us-east-1")], 0),
        ([(nil, 0, "eu-west-1")], nil),
        ([(nil, 0, "us-east-1"), (nil, 3, "us-east-1")], 1),
        ([(nil, 0, "us-east-1"), (.some(nil), 3, "us-east-1")], 0),
        ([(nil, 0, "us-east-1"), (nil, 0, "us-east-1")], 0),
    ]

    @Test(
        "the newest journal that fits is gone on with, unless it is of a run that did nothing",
        arguments: choices.indices
    )
    func chooses(_ index: Int) {
        let (journals, chosen) = Self.choices[index]
        var start = Self.start
        let summaries = journals.enumerated().map { number, journal in
            start.region = journal.region
            let end = journal.stopReason.map { stopReason in
                var calls = CallCounts()
                calls.delete = journal.deletes
                return JournalEnd(
                    outcomes: OutcomeCounts(),
                    calls: calls,
                    stopReasonCode: stopReason,
                    endedAt: Timestamp(millisecondsSinceEpoch: 0)
                )
            }
            return ("\(number)", JournalSummary(start: start, end: end, hasChanged: journal.deletes > 0))
        }
        #expect(RunJournals.choice(among: summaries, for: Self.start) == chosen.map { "\($0)" })
    }

    @Test("the newest journal is the last that holds a whole line")
    func newest() throws {
        let path = FileManager.default.temporaryDirectory.appending(component: "state-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let state = try #require(StateDirectory(path, OptionReader(environment: [:])))
        let journals = try RunJournals(of: "all", isSimulated: false, in: state)
        #expect(journals.resumption(of: Self.start) == .absent)
        let first = journals.path(startedAt: .init(millisecondsSinceEpoch: 0), runID: "abcdefgh-1")
        #expect(first == "\(path)/loopsweep/all/19700101T000000.000Z-abcdefgh.jsonl")
        let second = journals.path(startedAt: .init(millisecondsSinceEpoch: 1), runID: "abcdefgh-1")
        try Data("{}\n".utf8).write(to: URL(filePath: first))
        try Data("{}".utf8).write(to: URL(filePath: second))
        #expect(journals.resumption(of: Self.start) == .journal(first))
        #expect(try RunJournals(of: "all", isSimulated: true, in: state).resumption(of: Self.start) == .absent)
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/loopsweep/all")
        #expect(attributes[.posixPermissions] as? UInt == 0o700 || attributes[.posixPermissions] as? Int == 0o700)
    }
}
