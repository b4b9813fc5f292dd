@testable import CleanupEngine
@testable import CleanupJournal
@testable import CleanupReport
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing

/// The summary that a person reads after a run.
@Suite("TextReportWriter")
struct TextReportWriterTests {
    /// Writes the summary of results.
    private static func summary(
        of results: [LoopResult],
        _ end: RunEnd,
        layout: TextLayout = .file,
        start: RunStart = .sample()
    ) throws -> String {
        let sink = MemorySink()
        var writer = TextReportWriter(sink: sink, layout: layout)
        try writer.write(.start(start))
        for result in results { try writer.write(.result(result)) }
        #expect(sink.text.isEmpty)
        try writer.write(.end(end))
        #expect(sink.takeEvents().last == .finish)
        return sink.text
    }

    /// Results of every kind that a summary names.
    private static let results: [LoopResult] = {
        let refusal = LoopProblem(code: "Protected", message: "protected by 'golden-*'")
        let invalid = LoopProblem(
            code: "ValidationException",
            message: "The human loop is in a state in which it cannot be deleted.",
            requestID: "req-1",
            httpStatus: 400
        )
        var deleted = LoopResult.sample("invoice-review-2026-11-22-duplicate-of-000017-8f3a2b1c", .deleted)
        deleted.waited = .milliseconds(1_810_250)
        deleted.dataRetainedUntil = .sample + .seconds(2_592_000)
        return [
            deleted,
            .sample("dup-000040", .deferred, problem: LoopProblem(code: "StillWaiting", message: "still Stopping")),
            .sample("golden-1", .refused, problem: refusal),
            .sample("dup-000041", .failed, problem: invalid, waited: .seconds(75)),
        ]
    }()

    /// How a run over such results ends.
    private static let end = RunEnd.sample(
        [.deleted: 1_200, .alreadyGone: 797, .deferred: 1, .refused: 1, .failed: 1],
        exitCode: .refused
    )

    @Test("a summary says who ran it, and how many of the stopped loops were answered all the same")
    func caller() throws {
        var start = RunStart.sample()
        start.caller.arn = "arn:aws:iam::123456789012:user/ann"
        start.caller.host = "jump-1"
        start.caller.consent = .yes
        var answered = LoopResult.sample("a", .deleted)
        answered.stoppedByRun = true
        answered.finalStatus = .completed
        let end = RunEnd.sample([.deleted: 2])
        let text = try Self.summary(of: [answered, .sample("b", .deleted)], end, start: start)
        #expect(text.contains("by arn:aws:iam::123456789012:user/ann, on jump-1, consent with --yes\n"), "\(text)")
        #expect(text.contains("\n  1 loop answered by workers after the stop\n"), "\(text)")
        start.isSimulated = true
        #expect(try !Self.summary(of: [.sample("b", .deleted)], end, start: start).contains("jump-1"))
    }

    @Test("a summary says what came of the run, what is left, what stays and what to do")
    func golden() throws {
        #expect(
            try Self.summary(of: Self.results, Self.end) == """
                dup-batch-2026-11: exit code 5 after 31m04s
                account 123456789012, us-east-1, at https://a2i.example: 2,000 loops, 4,205
                calls (12 throttled)

                  OUTCOME       COUNT  MEANING
                  deleted       1,200  deleted by this run
                  already-gone    797  missing, or gone without this run
                  deferred          1  cannot be deleted yet; a later run can
                  refused           1  a guard or an expectation does not hold
                  failed            1  the service refused, or the tries ran out

                Left: 1 deferred
                  dup-000040  StillWaiting: still Stopping

                Left: 1 refused
                  golden-1  Protected: protected by 'golden-*'

                Left: 1 failed
                  dup-000041  ValidationException: The human loop is in a state in which it
                              cannot be deleted.

                Slowest waits
                  30m10s  invoice-review-2026-11-22-duplicate-of-000017-8f3a2b1c  deleted
                   1m15s  dup-000041                                              failed

                What stays
                  Workers' answers stay in S3; A2I's internal copy is kept at the latest until
                  2026-12-22T10:00:00.000Z.

                Next
                  The codes above say what failed; resuming tries it again. Deferred loops are
                  busy until their workers are done: resume later.
                    loopsweep run cleanup.yaml --resume
                  Refused loops stay refused until the manifest or its guards change.
                    loopsweep plan cleanup.yaml

                """
        )
    }

    @Test("on a narrow terminal sentences are broken and names abbreviated")
    func narrow() throws {
        let layout = TextLayout(width: 40, style: .plain, usesUnicode: false)
        #expect(
            try Self.summary(of: Self.results, Self.end, layout: layout) == """
                dup-batch-2026-11: exit code 5 after
                31m04s
                account 123456789012, us-east-1, at
                https://a2i.example: 2,000 loops, 4,205
                calls (12 throttled)

                  OUTCOME       COUNT  MEANING
                  deleted       1,200  deleted by this
                                       run
                  already-gone    797  missing, or gone
                                       without this run
                  deferred          1  cannot be deleted
                                       yet; a later run
                                       can
                  refused           1  a guard or an
                                       expectation does
                                       not hold
                  failed            1  the service
                                       refused, or the
                                       tries ran out

                Left: 1 deferred
                  dup-000040  StillWaiting: still
                              Stopping

                Left: 1 refused
                  golden-1  Protected: protected by
                            'golden-*'

                Left: 1 failed
                  dup-000041  ValidationException: The
                              human loop is in a state
                              in which it cannot be
                              del...

                Slowest waits
                  30m10s  invoice-r...-8f3a2b1c  deleted
                   1m15s  dup-000041             failed

                What stays
                  Workers' answers stay in S3; A2I's
                  internal copy is kept at the latest
                  until 2026-12-22T10:00:00.000Z.

                Next
                  The codes above say what failed;
                  resuming tries it again. Deferred
                  loops are busy until their workers are
                  done: resume later.
                    loopsweep run cleanup.yaml --resume
                  Refused loops stay refused until the
                  manifest or its guards change.
                    loopsweep plan cleanup.yaml

                """
        )
    }

    @Test("colour adds to the words and takes none away")
    func colour() throws {
        let coloured = try Self.summary(
            of: Self.results,
            Self.end,
            layout: TextLayout(width: 80, style: .ansi, usesUnicode: true)
        )
        #expect(coloured.contains("\u{1B}[31mfailed\u{1B}[0m"))
        #expect(coloured.contains("\u{1B}[33mLeft: 1 deferred\u{1B}[0m"))
        #expect(try TextWithoutColour(coloured).text == Self.summary(of: Self.results, Self.end))
    }

    @Test("a run that went well is short")
    func allGood() throws {
        let end = RunEnd.sample([.kept: 2], after: .seconds(5))
        #expect(
            try Self.summary(of: [], end, start: .sample(loopCount: 2, manifestPath: "it's mine.yaml", account: nil))
                == """
                dup-batch-2026-11: done after 5s
                us-east-1, at https://a2i.example: 2 loops, 4,205 calls (12 throttled)

                  OUTCOME  COUNT  MEANING
                  kept         2  kept by the manifest's policy

                Next
                  To see what is there now:
                    loopsweep plan 'it'\\''s mine.yaml'

                """
        )
    }

    @Test("at most five loops of an outcome are named, and the rest is counted", arguments: [4, 5, 6, 2_000])
    func namesFive(_ count: Int) throws {
        let results = (1...count).map { LoopResult.sample("loop-\($0)", .notAttempted) }
        let end = RunEnd.sample([.notAttempted: count], exitCode: .interrupted, stopReason: .interrupted(.interrupt))
        let text = try Self.summary(of: results, end)
        #expect(text.contains("  loop-\(min(count, 5))\n"))
        #expect(!text.contains("  loop-6\n"))
        #expect(text.contains("more") == (count > 5))
        if count == 2_000 { #expect(text.contains("\n  and 1,995 more\n")) }
        #expect(text.contains("\nEnded early: SIGINT asked the run to end\n"))
    }

    /// What ends a run before the first loop has its turn.
    static let early: [RunStopReason] = [
        .guards([GuardBreach(key: "maxLoops", message: "the manifest names 900 loops, more than 10")]), .noConsent,
        .selection(SelectionFault(.service, line: 34, message: "no list")),
        .unreachable(HumanLoopServiceError(kind: .unreachable, code: "ConnectTimeout")),
    ]

    @Test("when no loop had a turn, the loops are counted and not named", arguments: early)
    func namesNone(_ stopReason: RunStopReason) throws {
        let results = (1...900).map { LoopResult.sample("loop-\($0)", .notAttempted) } + [.sample("kept", .refused)]
        let end = RunEnd.sample([.notAttempted: 900, .refused: 1], exitCode: .refused, stopReason: stopReason)
        let text = try Self.summary(of: results, end)
        #expect(text.contains("  not-attempted    900  the run ended before their turn\n"))
        #expect(!text.contains("loop-1"))
        #expect(text.contains("Left: 1 refused\n  kept\n"))
        #expect(text.contains("\nNext\n"))
    }

    @Test("the five longest waits are named, the longest first")
    func slowest() throws {
        let waits = [3, 9, 1, 7, 0, 9, 8, 2]
        let results = waits.enumerated().map { place, wait in
            LoopResult.sample("loop-\(place)", .deleted, waited: .seconds(wait))
        }
        let lines = try Self.summary(of: results, .sample([.deleted: 8])).split(separator: "\n" as Character)
        let first = try #require(lines.firstIndex(of: "Slowest waits"))
        #expect(
            lines[(first + 1)...(first + 6)] == [
                "  9s  loop-1  deleted", "  9s  loop-5  deleted", "  8s  loop-6  deleted",
                "  7s  loop-3  deleted", "  3s  loop-0  deleted", "What stays",
            ]
        )
    }

    @Test(
        "whatever a message holds, the summary fits, steers nothing and stays small",
        arguments: [HostileText.all, HostileText.long, HostileText.stacked],
        [40, 80, 200]
    )
    func hostile(_ text: String, _ width: Int) throws {
        var start = RunStart.sample(manifestPath: "a.yaml")
        start.name = text
        let problem = LoopProblem(code: text, message: text)
        for usesUnicode in [false, true] {
            let layout = TextLayout(width: width, style: .plain, usesUnicode: usesUnicode)
            let summary = try Self.summary(
                of: [.sample("a", .failed, problem: problem)],
                .sample([.failed: 1], stopReason: .evidence(text)),
                layout: layout,
                start: start
            )
            #expect(!HostileText.steers(summary))
            #expect(summary.utf8.count < 16_000)
            #expect(usesUnicode || summary.utf8.allSatisfy { $0 < 0x80 })
            let widest = summary.split(separator: "\n" as Character).map { TerminalWidth.columns(of: $0) }.max()
            #expect(try #require(widest) <= width)
        }
    }

    @Test("the first line of a file tells of the run what its journal says, and steers nothing")
    func hostileRun() throws {
        var start = RunStart.sample()
        start.version = HostileText.all
        start.runID = HostileText.all
        let sink = MemorySink()
        var writer = TextReportWriter(sink: sink, layout: .file, isFile: true)
        try writer.write(.start(start))
        try writer.write(.end(.sample()))
        #expect(sink.text.hasPrefix("Report by loopsweep "))
        #expect(!HostileText.steers(sink.text))
    }
}
