import CleanupEngine
@testable import CleanupJournal
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing
import TestSupport

/// Further reports in JSON Lines of a run that is gone on with.
@Suite("JournalCopy")
struct JournalCopyTests {
    /// Writes the journal of a first part: a loop that was deleted, and one that is left.
    private func write(to path: String, end: RunEnd?) throws {
        var journal = Journal(to: try EvidenceFile.create(at: path, permissions: 0o600))
        try journal.write(.start(.sample()))
        let loop = HumanLoop.sample(.completed, name: "done")
        try journal.write(.intent(LoopIntent(operation: .delete, loop: loop, manifestLine: 3, at: .sample)))
        try journal.write(.result(.sample("done", .deleted)))
        if let end { try journal.write(.end(end)) } else { try journal.write(.result(.sample("left", .deferred))) }
    }

    /// The seam of a second part.
    private static let seam = RunResumption(
        runID: "run-1",
        version: "1.2.3",
        segment: 2,
        droppedBytes: 9,
        resumedAt: .sample + .seconds(60)
    )

    @Test("it is the journal, byte for byte, without what was torn")
    func goesOn() throws {
        try TemporaryDirectory.lend { directory in
            let path = directory.file("run.jsonl")
            try write(to: path, end: nil)
            try directory.write(try #require(directory.contents(of: "run.jsonl")) + "{\"schema\"", to: "run.jsonl")
            let file = try JournalFile(path: path, isContinued: true)
            let copy = MemorySink()
            let writers: [any ReportWriter] = [
                try file.continued(by: Self.seam), Journal(copying: file, to: copy, by: Self.seam),
            ]
            let reports = RunReports(writers, carried: CarriedResults(file.reading.history), now: { .sample })
            try reports.write(.start(.sample()))
            try reports.write(.carried(.sample("done", .deleted)))
            try reports.record(.result(.sample("left", .kept)))
            try reports.end(.sample([.kept: 1]))
            #expect(copy.text == directory.contents(of: "run.jsonl"))
            #expect(copy.takeEvents().last == .finish)
            let history = try JournalHistory(text: copy.text)
            #expect(history.flaws.isEmpty && history.segments == 2 && history.outcomes.total == 2)
        }
    }

    /// What a file holds of a journal of four lines, and whether the copy can go on in it.
    static let files: [(content: @Sendable (String) -> String, isTaken: Bool)] = [
        ({ $0 }, true), ({ String($0.prefix(100)) }, true), ({ $0 + "{}\n" }, false), ({ _ in "{}\n" }, false),
    ]

    @Test("a file that an earlier part has begun is gone on with, and no other one", arguments: files.indices)
    func existing(_ index: Int) throws {
        let (content, isTaken) = Self.files[index]
        try TemporaryDirectory.lend { directory in
            try write(to: directory.file("run.jsonl"), end: .sample([.deleted: 1]))
            let journal = try #require(directory.contents(of: "run.jsonl"))
            try directory.write(content(journal), to: "copy.jsonl")
            let file = try JournalFile(path: directory.file("run.jsonl"), isContinued: false)
            let lines = JournalBeginning.copied(file, by: nil)
            guard isTaken else {
                let error = #expect(throws: ReportWriteError.self) {
                    try lines.writer(toFile: directory.file("copy.jsonl"))
                }
                #expect(error?.exitCode == .cannotCreate)
                return #expect(directory.contents(of: "copy.jsonl") == content(journal))
            }
            var copy = try lines.writer(toFile: directory.file("copy.jsonl"))
            try copy.write(.start(.sample()))
            try copy.write(.end(.sample([.deleted: 1])))
            #expect(directory.contents(of: "copy.jsonl") == journal)
        }
    }

    @Test("a journal that has lost lines since it was read is not copied without a word")
    func shortened() throws {
        try TemporaryDirectory.lend { directory in
            try write(to: directory.file("run.jsonl"), end: nil)
            let file = try JournalFile(path: directory.file("run.jsonl"), isContinued: false)
            let whole = try #require(directory.contents(of: "run.jsonl"))
            try directory.write(String(whole.prefix(100)), to: "run.jsonl")
            var copy = Journal(copying: file, to: MemorySink(), by: Self.seam)
            let error = #expect(throws: ReportWriteError.self) { try copy.write(.start(.sample())) }
            #expect(error?.problem == .shortened && error?.exitCode == .cannotWrite)
        }
    }

    @Test("of a run that has ended it is the journal as it is")
    func ended() throws {
        try TemporaryDirectory.lend { directory in
            let path = directory.file("run.jsonl")
            try write(to: path, end: .sample([.deleted: 1]))
            let copy = MemorySink()
            let file = try JournalFile(path: path, isContinued: false)
            let reports = RunReports([Journal(copying: file, to: copy, by: nil)], now: { .sample })
            try reports.write(.start(.sample()))
            try reports.write(.carried(.sample("done", .deleted)))
            try reports.end(.sample([.deleted: 1]))
            #expect(copy.text == directory.contents(of: "run.jsonl") && copy.lines.count == 4)
            #expect(copy.takeEvents().last == .finish)
        }
    }
}
