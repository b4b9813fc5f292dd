import CleanupEngine
@testable import Commands
import FoundationEssentials
import HumanLoops
import Testing

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
        #expect(StateDirectory(row.flag, OptionReader(environment: row.environment))?.path == row.path)
    }

    @Test("without a place the flags are named that help")
    func noPlace() {
        let options = JournalOptions(isResumed: false, state: nil, lock: .fail, commandLine: "")
        let failure = #expect(throws: CommandFailure.self) { try options.requireState() }
        #expect(failure?.exitCode == .usage && failure?.message.contains("--state-dir") ?? false)
    }

    @Test("journals beyond the newest twenty go, but for those that can be gone on with")
    func retention() {
        let names = (10..<35).map { "\($0).jsonl" }
        #expect(RunJournals.old(names) { $0 != "11.jsonl" } == ["10.jsonl", "12.jsonl", "13.jsonl", "14.jsonl"])
        #expect(RunJournals.old(Array(names.prefix(20))) { _ in true } == [])
    }

    @Test("the newest journal is the last that holds a whole line")
    func newest() throws {
        let path = FileManager.default.temporaryDirectory.appending(component: "state-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let state = try #require(StateDirectory(path, OptionReader(environment: [:])))
        let journals = try RunJournals(of: "all", isSimulated: false, in: state)
        #expect(journals.newest == nil)
        let first = journals.path(startedAt: .init(millisecondsSinceEpoch: 0), runID: "abcdefgh-1")
        #expect(first == "\(path)/loopsweep/all/19700101T000000.000Z-abcdefgh.jsonl")
        let second = journals.path(startedAt: .init(millisecondsSinceEpoch: 1), runID: "abcdefgh-1")
        try Data("{}\n".utf8).write(to: URL(filePath: first))
        try Data("{}".utf8).write(to: URL(filePath: second))
        #expect(journals.newest == first)
        #expect(try RunJournals(of: "all", isSimulated: true, in: state).newest == nil)
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/loopsweep/all")
        #expect(attributes[.posixPermissions] as? UInt == 0o700 || attributes[.posixPermissions] as? Int == 0o700)
    }
}
