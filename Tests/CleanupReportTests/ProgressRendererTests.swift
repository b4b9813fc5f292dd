@testable import CleanupEngine
@testable import CleanupJournal
@testable import CleanupReport
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing
import TestSupport

/// One line of how far a run has come.
@Suite("ProgressRenderer")
struct ProgressRendererTests {
    /// A run that is well under way.
    private static func progress(
        _ phase: RunProgress.Phase = .sweeping,
        failed: Int = 0,
        throttled: Int = 0
    ) -> RunProgress {
        var progress = RunProgress(
            total: 2_000,
            looked: 1_500,
            waiting: 310,
            inFlight: 12,
            elapsed: .milliseconds(90_500),
            phase: phase
        )
        progress.outcomes[.deleted] = 1_200
        progress.outcomes[.alreadyGone] = 40
        progress.outcomes[.failed] = failed
        progress.calls.throttled = throttled
        return progress
    }

    /// The same run with all that can be told.
    private static func detailed() -> RunProgress {
        var progress = progress(throttled: 7)
        (progress.total, progress.earlier, progress.retrying) = (2_003, 3, 2)
        progress.longestWaits = [
            LoopWait(name: .sample("held-1"), waited: .seconds(80), left: .seconds(1_720)),
            LoopWait(name: .sample("invoice-review-2026-11-22-duplicate"), waited: .seconds(7_500), left: .zero),
        ]
        progress.nextLook = .seconds(12)
        progress.remaining = .seconds(130)
        progress.slowed = [
            ThrottledOperation(operation: .delete, callsPerSecond: 4.5),
            ThrottledOperation(operation: .stop, callsPerSecond: nil),
        ]
        return progress
    }

    private static let throttled = "  throttled to 4.5 deletes/s; waiting for held-1 1m20s (28m40s left)"
    private static let rest = "; about 2m10s of calls left; next look in 12s"

    @Test(
        "a line of detail names whom the run waits for, and leaves out what comes last",
        arguments: [
            (180, "\(throttled), invoice-rev...-duplicate 2h05m and 308 more\(rest)"),
            (140, "\(throttled) and 309 more\(rest)"),
            (120, "\(throttled) and 309 more; about 2m10s of calls left"),
            (90, "\(throttled) and 309 more"), (80, "  throttled to 4.5 deletes/s"), (71, nil),
        ] as [(Int, String?)]
    )
    func detail(_ width: Int, _ line: String?) {
        let lines = Self.detailed().screenLines(width: width, style: .plain, usesUnicode: false)
        #expect(lines.count == (line == nil ? 1 : 2))
        #expect(line == nil || lines.last == line)
    }

    @Test("the end says what happens next")
    func ending() {
        var progress = Self.progress(.ending)
        progress.stopReason = .interrupted(.interrupt)
        progress.grace = .milliseconds(8_400)
        let lines = progress.screenLines(width: 80, style: .plain, usesUnicode: false)
        #expect(lines.last == "  nothing new starts; 12 calls end within 8s; ^C again exits at once")
        progress.stopReason = .deadline
        let others = progress.screenLines(width: 120, style: .plain, usesUnicode: false)
        #expect(others.last == "  the run's deadline passed; nothing new starts; 12 calls end within 8s")
    }

    /// Makes the line for a terminal.
    private static func line(_ progress: RunProgress, width: Int, usesUnicode: Bool = false) -> String {
        progress.screenLines(width: width, style: .plain, usesUnicode: usesUnicode)[0]
    }

    @Test(
        "a terminal's line says as much as there is room for",
        arguments: [
            (
                .sweeping, 120,
                "[##################------------]  62%  1,240/2,000 done  310 waiting  12 in flight  00:01:30"
            ),
            (.sweeping, 80, "[##########-------]  62%  1,240/2,000 done  310 waiting  12 in flight  00:01:30"),
            (.sweeping, 60, "[#########-------]  62%  1,240/2,000  310 waiting  00:01:30"),
            (.sweeping, 50, "[######-----]  1,240/2,000  310 waiting  00:01:30"),
            (.sweeping, 40, "[########------]  1,240/2,000  00:01:30"),
            (.surveying, 60, "[########---]  looked at 1,500/2,000  310 waiting  00:01:30"),
            (.listing, 80, "listed 1,500 loops  310 waiting  12 in flight  00:01:30"),
            (.ending, 60, "[####----]  62%  ending, 1,240/2,000  310 waiting  00:01:30"),
            (.ending, 40, "[#########-------]  ending, 1,240/2,000"),
            (.sweeping, 30, "1,240/2,000  00:01:30"),
            (.sweeping, 10, "1,240/..."),
        ] as [(RunProgress.Phase, Int, String)]
    )
    func terminal(_ phase: RunProgress.Phase, _ width: Int, _ line: String) {
        #expect(Self.line(Self.progress(phase), width: width) == line)
    }

    @Test("no line reaches the last column, however large the counts", arguments: 1...140)
    func fits(_ width: Int) {
        for phase in [RunProgress.Phase.listing, .surveying, .sweeping, .ending] {
            for factor in [0, 1, 1_000, 1_000_000_000, 1_000_000_000_000_000] {
                var progress = Self.progress(phase, failed: 3 * factor, throttled: 7 * factor)
                progress.total = 2_000 * factor
                progress.looked = 2_000 * factor
                progress.outcomes[.deleted] = 1_200 * factor
                for usesUnicode in [false, true] {
                    let line = Self.line(progress, width: width, usesUnicode: usesUnicode)
                    #expect(line.unicodeScalars.count < width)
                    let lines = progress.screenLines(width: width, style: .plain, usesUnicode: usesUnicode)
                    #expect(lines.count <= 2 && lines.allSatisfy { $0.unicodeScalars.count < width })
                }
            }
        }
    }

    @Test(
        "the bar is full when all is done, and never before",
        arguments: [
            (0, 0, 100), (0, 7, 0), (6, 7, 85), (7, 7, 100), (1_999_999, 2_000_000, 99), (29, 100, 29), (9, 7, 100),
        ]
    )
    func share(_ done: Int, _ total: Int, _ percent: Int) {
        var progress = RunProgress(total: total, phase: .sweeping)
        progress.outcomes[.deleted] = done
        let line = Self.line(progress, width: 80, usesUnicode: true)
        #expect(line.contains("]  \(percent)%  "))
        #expect(line.contains("░") == (percent < 100))
        #expect(line.contains("█") == (percent > 0))
    }

    @Test("colour adds to the words and takes none away")
    func colour() {
        let progress = Self.progress(failed: 3)
        let coloured = progress.screenLines(width: 80, style: .ansi, usesUnicode: false)[0]
        #expect(coloured.contains("\u{1B}[31m3 failed or refused\u{1B}[0m"))
        #expect(TextWithoutColour(coloured).text == Self.line(progress, width: 80))
    }

    @Test(
        "a heartbeat says everything, in words",
        arguments: [
            (
                progress(),
                "loopsweep: 00:01:30 1,240 of 2,000 done (1,200 deleted, 40 already gone), 310 waiting for workers, "
                    + "12 calls in flight"
            ),
            (
                progress(.ending, failed: 2, throttled: 1),
                "loopsweep: 00:01:30 ending: 1,242 of 2,000 done (1,200 deleted, 40 already gone, 2 failed), "
                    + "310 waiting for workers, 12 calls in flight, 1 throttled"
            ),
            (
                RunProgress(total: 2_000, looked: 7, inFlight: 1, elapsed: .seconds(360_000)),
                "loopsweep: 100:00:00 looked at 7 of 2,000, 1 call in flight"
            ),
            (
                RunProgress(total: 1, phase: .sweeping),
                "loopsweep: 00:00:00 0 of 1 done, 0 calls in flight"
            ),
        ] as [(RunProgress, String)]
    )
    func heartbeat(_ progress: RunProgress, _ line: String) {
        #expect(progress.heartbeat == line)
    }

    @Test("a heartbeat tells whom the run waits for, what slows it, and how long the rest takes")
    func detailedHeartbeat() {
        let line = """
            loopsweep: 00:01:30 1,243 of 2,003 done (3 by earlier parts of the run, 1,200 deleted, 40 already gone), \
            310 waiting for workers, 2 waiting to retry after errors, 12 calls in flight, 7 throttled; \
            throttled to 4.5 deletes/s; waiting for held-1 1m20s (28m40s left) and 309 more; \
            about 2m10s of calls left; next look in 12s
            """
        #expect(Self.detailed().heartbeat == line)
    }

    @Test("a program gets an object")
    func json() {
        let json = Self.progress(failed: 3, throttled: 4).json
        #expect(
            String(decoding: json, as: UTF8.self) == """
                {"schema":1,"type":"progress","phase":"sweeping","elapsedSeconds":90.5,"total":2000,"looked":1500,\
                "done":1243,"waiting":310,"retrying":0,"throttledLoops":0,"inFlight":12,"outcomes":{"deleted":1200,"already-gone":40,"kept":0,"deferred":0,\
                "refused":0,"failed":3,"not-attempted":0},\
                "calls":{"describe":0,"list":0,"stop":0,"delete":0,"throttled":4,"retried":0}}
                """
        )
    }
}
