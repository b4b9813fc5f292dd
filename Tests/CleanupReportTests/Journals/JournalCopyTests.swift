import CleanupEngine
import HumanLoops
import TestSupport
import Testing

@testable import CleanupReport

/// Further reports in JSON Lines of a run that is gone on with.
@Suite("JournalCopy")
struct JournalCopyTests {
    /// Writes the journal of a first part: a loop that was deleted, and one that is left.
    private func write(to path: String, end: RunEnd?) throws {
        var journal = Journal(to: try EvidenceFile.create(at: path, permissions: 0o600))
        try journal.begin(.sample())
        let loop = HumanLoop.sample(.completed, name: "done")
        try journal.intend(LoopIntent(operation: .delete, loop: loop, manifestLine: 3, at: .sample))
        try journal.record(.sample("done", .deleted))
        if let end { try journal.end(end) } else { try journal.record(.sample("left", .deferred)) }
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
                try file.continued(by: Self.seam), JournalCopy(of: file, to: copy, by: Self.seam),
            ]
            let reports = RunReports(writers, carried: CarriedResults(file.reading.history), now: { .sample })
            try reports.begin(.sample())
            try reports.carry(.sample("done", .deleted))
            try reports.record(.sample("left", .kept))
            try reports.end(.sample([.kept: 1]))
            #expect(copy.text == directory.contents(of: "run.jsonl"))
            #expect(copy.takeEvents().last == .finish)
            let history = try JournalHistory(text: copy.text)
            #expect(history.flaws.isEmpty && history.segments == 2 && history.outcomes.total == 2)
        }
    }

    @Test("of a run that has ended it is the journal as it is")
    func ended() throws {
        try TemporaryDirectory.lend { directory in
            let path = directory.file("run.jsonl")
            try write(to: path, end: .sample([.deleted: 1]))
            let copy = MemorySink()
            let file = try JournalFile(path: path, isContinued: false)
            let reports = RunReports([JournalCopy(of: file, to: copy, by: nil)], now: { .sample })
            try reports.begin(.sample())
            try reports.carry(.sample("done", .deleted))
            try reports.end(.sample([.deleted: 1]))
            #expect(copy.text == directory.contents(of: "run.jsonl") && copy.lines.count == 4)
            #expect(copy.takeEvents().last == .finish)
        }
    }
}
