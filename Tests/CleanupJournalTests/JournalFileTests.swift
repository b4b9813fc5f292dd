import CleanupEngine
@testable import CleanupJournal
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing
import TestSupport

/// Journals as files that are read again and gone on with.
@Suite("JournalFile")
struct JournalFileTests {
    /// The seam of a second part.
    private static let seam = RunResumption(
        runID: "run-1",
        version: "1.2.3",
        segment: 2,
        droppedBytes: 0,
        resumedAt: .sample + .seconds(60)
    )

    /// The text of a journal with one result of each of some outcomes.
    private func text(_ outcomes: [LoopOutcome] = [.kept, .deferred]) throws -> String {
        let sink = MemorySink()
        var journal = Journal(to: sink)
        try journal.write(.start(.sample()))
        for outcome in outcomes { try journal.write(.result(.sample(outcome.rawValue, outcome))) }
        return sink.text
    }

    @Test(
        "what is torn is dropped, and the run goes on behind the last whole line",
        arguments: ["", "{\"schema\":1,\"type\":\"loop_res", "\u{0}\u{0}\u{0}\u{0}", "\u{0}\u{0}\n", "{}"]
    )
    func continues(_ torn: String) throws {
        try TemporaryDirectory.lend { directory in
            let whole = try text()
            try directory.write(whole + torn, to: "run.jsonl")
            let file = try JournalFile(path: directory.file("run.jsonl"), isContinued: true)
            #expect(file.reading.tornBytes == torn.utf8.count)
            #expect(directory.contents(of: "run.jsonl") == whole + torn)
            var journal = try file.continued(by: Self.seam)
            try journal.write(.start(.sample()))
            try journal.write(.carried(.sample("kept", .kept)))
            try journal.write(.result(.sample("deferred", .kept)))
            try journal.write(.end(.sample([.kept: 2])))
            let history = try JournalHistory(text: try #require(directory.contents(of: "run.jsonl")))
            #expect(history.flaws.isEmpty, "\(history.flaws.named)")
            #expect(history.segments == 2 && history.results.count == 3)
        }
    }

    @Test("a summary tells how a journal begins and whether it has ended")
    func summaries() throws {
        try TemporaryDirectory.lend { directory in
            let path = directory.file("run.jsonl")
            for (ending, isEnded) in [("", false), ("{\"schema\":1", false), (nil, true)] as [(String?, Bool)] {
                let sink = MemorySink()
                var journal = Journal(to: sink)
                try journal.write(.start(.sample()))
                if ending == nil { try journal.write(.end(.sample([.kept: 1], stopReason: .noConsent))) }
                try directory.write(sink.text + (ending ?? ""), to: "run.jsonl")
                let summary = try #require(JournalSummary(at: path))
                #expect(summary.fits(.sample()) && !summary.fits(.sample(account: "999999999999")))
                #expect((summary.end != nil) == isEnded)
                // The sample's end tells of calls.
                #expect(summary.didNothing == !isEnded)
            }
            try directory.write("{}\n", to: "run.jsonl")
            #expect(JournalSummary(at: path) == nil)
        }
    }

    @Test("a whole line that is none makes the whole unreadable, wherever it is", arguments: [true, false])
    func refusesMiddle(_ isLast: Bool) throws {
        try TemporaryDirectory.lend { directory in
            let lines = try text().split(separator: "\n" as Character)
            try directory.write("\(lines[0])\n???\n\(isLast ? "" : "\(lines[1])\n")", to: "run.jsonl")
            let error = #expect(throws: JournalError.self) {
                try JournalFile(path: directory.file("run.jsonl"), isContinued: false)
            }
            #expect(error?.description.contains("line 2") ?? false)
        }
    }

    @Test("a journal that a run is writing is not gone on with, but can be read")
    func inUse() throws {
        try TemporaryDirectory.lend { directory in
            let path = directory.file("run.jsonl")
            var journal = Journal(to: try EvidenceFile.create(at: path, permissions: 0o600))
            try journal.write(.start(.sample()))
            #expect(throws: JournalError.inUse) { try JournalFile(path: path, isContinued: true) }
            #expect(try JournalFile(path: path, isContinued: false).reading.history.segments == 1)
            #expect(try SystemCalls().status(ofPath: path)?.permissions == 0o600)
            #expect(JournalFile.exists(at: path) && JournalFile.isJournal(path) && JournalFile.isInUse(path))
            #expect(!JournalFile.hasIntent(path))
            let loop = HumanLoop.sample(.completed, name: "a")
            try journal.write(.intent(LoopIntent(operation: .delete, loop: loop, manifestLine: 3, at: .sample)))
            #expect(JournalFile.hasIntent(path))
        }
    }

    @Test("what holds no whole line is no journal")
    func empty() throws {
        try TemporaryDirectory.lend { directory in
            for (name, text) in [("empty", ""), ("torn", "{\"schema\":1,\"type\":\"run_start\"")] {
                try directory.write(text, to: name)
                #expect(!JournalFile.exists(at: directory.file(name)))
                #expect(throws: JournalError.self) {
                    try JournalFile(path: directory.file(name), isContinued: true)
                }
            }
            #expect(!JournalFile.exists(at: directory.file("missing")))
            #expect(throws: JournalError.system(SystemCallError(code: 2))) {
                try JournalFile(path: directory.file("missing"), isContinued: true)
            }
        }
    }

    /// What a file holds, and whether it is a journal that was torn in its first line.
    static let beginnings: [(String, Bool)] = [
        ("{", true), ("{\"schema\":1,\"type\":\"run_st", true),
        ("{\"schema\":1,\"type\":\"run_start\",\"runId\":\"r", true),
        ("\u{0}\u{0}\u{0}", true), ("{\"schema\":1\u{0}\u{0}", true), ("", false), ("{}", false), ("notes", false),
        ("{\"schema\":1,\"type\":\"run_start\"}\n", false), ("{\"schema\":1\u{0}x", false),
    ]

    @Test("a journal that was torn in its first line is begun anew, and nothing else is", arguments: beginnings)
    func beginsAnew(_ text: String, _ isTorn: Bool) throws {
        try TemporaryDirectory.lend { directory in
            let path = directory.file("run.jsonl")
            try directory.write(text, to: "run.jsonl")
            #expect(JournalFile.isTornAtStart(path) == isTorn)
            if isTorn || text.isEmpty {
                var journal = try JournalBeginning.anew.writer(toFile: path)
                try journal.write(.start(.sample()))
                #expect(try JournalFile(path: path, isContinued: false).reading.history.segments == 1)
            } else {
                let error = #expect(throws: ReportWriteError.self) { try JournalBeginning.anew.writer(toFile: path) }
                #expect(error?.exitCode == .cannotCreate)
                #expect(directory.contents(of: "run.jsonl") == text)
            }
            guard isTorn else { return }
            try directory.write(text, to: "run.jsonl")
            #expect(throws: ReportWriteError.self) { try JournalBeginning.new.writer(toFile: path) }
        }
    }

    @Test("a journal that is removed or cut while a run writes to it ends the run", arguments: [true, false])
    func vanishes(_ isRemoved: Bool) throws {
        try TemporaryDirectory.lend { directory in
            let path = directory.file("run.jsonl")
            var journal = Journal(to: try EvidenceFile.create(at: path))
            try journal.write(.start(.sample()))
            try journal.write(.result(.sample("a", .kept)))
            if isRemoved {
                SystemCalls().remove(path)
            } else {
                let descriptor = try SystemCalls().open(path, .continuing)
                try SystemCalls().truncate(descriptor, to: 10)
                SystemCalls().close(descriptor)
            }
            let loop = HumanLoop.sample(.completed, name: "a")
            try journal.write(.intent(LoopIntent(operation: .delete, loop: loop, manifestLine: 3, at: .sample)))
            let error = #expect(throws: ReportWriteError.self) { try journal.commit(at: .sample) }
            #expect(error?.problem == (isRemoved ? .removed : .cut))
        }
    }

    @Test("the last result of each loop is handed out again, in order")
    func handsOut() throws {
        try TemporaryDirectory.lend { directory in
            try directory.write(try text([.deferred, .kept, .failed]), to: "run.jsonl")
            let file = try JournalFile(path: directory.file("run.jsonl"), isContinued: false)
            var names: [String] = []
            try file.forEachResult(where: { !$1.isSettled }) { names.append($0.name.rawValue) }
            #expect(names == ["deferred", "failed"])
        }
    }

    @Test("lines are put together however their bytes come", arguments: 1...9)
    func splits(_ size: Int) {
        let bytes = Array("a\n\nbcd\nlast".utf8)
        var splitter = LineSplitter()
        var lines: [String] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            splitter.take(Array(bytes[start..<min(start + size, bytes.count)])) {
                lines.append(String(decoding: $0, as: UTF8.self))
            }
        }
        #expect(lines == ["a", "", "bcd"])
        #expect(splitter.rest == Array("last".utf8))
    }
}
