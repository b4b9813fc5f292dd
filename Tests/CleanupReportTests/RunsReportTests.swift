import CleanupEngine
import CleanupJournal
@testable import CleanupReport
import HumanLoops
import ReportTestSupport
import Support
import Testing

/// How the kept journals are shown.
@Suite("RunsReport")
struct RunsReportTests {
    private static func run(_ state: JournalState, _ change: (inout RunStart) -> Void = { _ in }) -> KeptRun {
        var start = RunStart.sample()
        change(&start)
        var run = KeptRun(
            name: start.name,
            path: "/state/a.jsonl",
            byteCount: 12_700,
            state: state,
            start: start,
            end: nil
        )
        run.isContinuedByCommand = true
        return run
    }

    /// A state, and the command that is shown in the folder of the run.
    static let commands: [(JournalState, String?)] = [
        (.unfinished, "loopsweep run a.yaml --stop-only --resume"),
        (.endedEarly, "loopsweep run a.yaml --stop-only --resume"),
        (.workLeft, "loopsweep run a.yaml --resume"),
        (.running, nil), (.refused, nil), (.closed, nil), (.unchanged, nil),
        (.unreadable, nil),
    ]

    @Test("the command is that of the run's own kind, and changes to its folder where it must", arguments: commands)
    func command(_ state: JournalState, _ command: String?) {
        var run = Self.run(state) { start in
            start.invocation.resumeCommand = "loopsweep run a.yaml --stop-only --resume"
            start.invocation.deleteCommand = "loopsweep run a.yaml --resume"
            start.invocation.directory = "/home/me/a b"
        }
        #expect(run.command(in: "/home/me/a b") == command)
        #expect(run.command(in: "/") == command.map { "cd '/home/me/a b' && \($0)" })
        run.isContinuedByCommand = false
        #expect(run.command(in: "/") == nil)
    }

    @Test("a journal of an earlier version is continued by its manifest, and a rehearsal by nothing")
    func earlier() {
        let run = Self.run(.unfinished) { $0.manifestPath = "a b.yaml" }
        let place = "--region us-east-1 --endpoint-url 'https://a2i.example'"
        #expect(run.command(in: "/") == "loopsweep run 'a b.yaml' \(place) --resume")
        let planned = Self.run(.unfinished) { $0.planDigest = "d1" }
        #expect(planned.command(in: "/") == "loopsweep run cleanup.yaml \(place) --plan PLAN --resume")
        #expect(Self.run(.unfinished) { $0.isSimulated = true }.command(in: "/") == nil)
    }

    @Test("the list names state, size and command, and what '--prune' would remove")
    func text() throws {
        var report = RunsReport(
            folder: "/state",
            name: nil,
            runs: [Self.run(.unfinished), Self.run(.closed)],
            isPruned: false,
            directory: "/"
        )
        let sink = MemorySink()
        try report.write(.text, layout: .file, to: sink)
        #expect(
            sink.text == """
                Journals in /state

                NAME               STARTED               STATE       LOOPS      SIZE
                dup-batch-2026-11  \(Self.started)  unfinished  \(Self.loops)  12.4 KiB
                  loopsweep run cleanup.yaml --region us-east-1 --endpoint-url 'https://a2i.example' --resume
                dup-batch-2026-11  \(Self.started)  closed      \(Self.loops)  12.4 KiB

                2 journals (24.8 KiB); 1 can be removed:
                  loopsweep runs --prune

                """
        )
        report = RunsReport(folder: "/state", name: "x", runs: [], isPruned: false, directory: "/")
        let empty = MemorySink()
        try report.write(.text, layout: .file, to: empty)
        #expect(empty.text == "Journals in /state\n\nThere is no journal of a run of 'x'.\n")
    }

    /// A run, and what the list says below it and at its end.
    static let told: [(KeptRun, [String])] = {
        var elsewhere = run(.unfinished)
        elsewhere.isElsewhere = true
        var closedElsewhere = run(.closed)
        closedElsewhere.isElsewhere = true
        var byLater = run(.closed)
        byLater.closers = ["/state/b.jsonl"]
        var found = run(.running) { $0.loopCount = 0 }
        found.scopeLoopCount = 4_711
        let older = { (newer: JournalState) in
            var older = run(.workLeft)
            (older.isContinuedByCommand, older.newerState) = (false, newer)
            return older
        }
        return [
            (elsewhere, ["the journal is the report '/state/a.jsonl'", "\n1 report elsewhere; none can be removed."]),
            (closedElsewhere, ["which --prune leaves there", "\n1 report elsewhere; none can be removed."]),
            (byLater, ["every loop that it left is gone", "1 journal (12.4 KiB); 1 can be removed:"]),
            (found, ["  4,711  12.4 KiB\n"]),
            (run(.unfinished) { $0.loopCount = 0 }, ["      -  12.4 KiB\n"]),
            (run(.workLeft) { $0.isSimulated = true }, ["1 can be removed:"]),
            (older(.workLeft), ["a newer run of the same manifest is continued instead"]),
            (older(.closed), ["has ended: a new run does what is left"]),
            (older(.unchanged), ["has ended: a new run does what is left"]),
            (older(.running), ["a newer run of the same manifest is running"]),
        ]
    }()

    @Test("each run is told with its loops, and with what is to be done about it", arguments: told.indices)
    func words(_ index: Int) throws {
        let (run, words) = Self.told[index]
        let report = RunsReport(folder: "/state", name: nil, runs: [run], isPruned: false, directory: "/")
        let sink = MemorySink()
        try report.write(.text, layout: .file, to: sink)
        #expect(words.allSatisfy { sink.text.contains($0) }, "\(sink.text)")
    }

    /// When the sample began, as its column shows it.
    private static var started: String { "\(RunStart.sample().startedAt.description.prefix(19))Z" }

    /// The number of loops of the sample, as its column shows it.
    private static var loops: String {
        let text = CountText.grouped(RunStart.sample().loopCount)
        return String(repeating: " ", count: max(0, 5 - text.utf8.count)) + text
    }

    @Test("a program gets each run with its state and path")
    func lines() throws {
        let runs = [Self.run(.closed)]
        let report = RunsReport(folder: "/state", name: nil, runs: runs, isPruned: true, directory: "/")
        let sink = MemorySink()
        try report.write(.jsonl, layout: .file, to: sink)
        let beginning = #"{"schema":1,"type":"journal","name":"dup-batch-2026-11","path":"/state/a.jsonl","#
        #expect(sink.text.hasPrefix(beginning))
        #expect(sink.text.contains("\"state\":\"closed\",\"removed\":false"))
    }
}
