@testable import CleanupEngine
import HumanLoops
import Support
import Synchronization
import Testing
import TestSupport

@testable import Commands

/// Progress on a terminal that is resized, and in a log.
@Suite("ProgressDisplay")
struct ProgressDisplayTests {
    /// A run that waits for workers, so long after its start.
    private static func progress(_ phase: RunProgress.Phase = .sweeping, at elapsed: Duration) -> RunProgress {
        var progress = RunProgress(total: 2_000, looked: 2_000, elapsed: elapsed, phase: phase)
        progress.outcomes[.deleted] = 1_240
        (progress.waiting, progress.inFlight) = (310, 12)
        progress.longestWaits = [LoopWait(name: .sample("held-1"), waited: .seconds(80), left: .seconds(1_720))]
        progress.nextLook = .seconds(12)
        return progress
    }

    @Test("a redraw leaves nothing of what was drawn, however wide it was", arguments: [130, 100, 81, 72, 50, 20])
    func resizes(_ first: Int) {
        for second in [8, 20, 33, 40, 50, 71, 72, 80, 120, 200] {
            let (sink, size) = (ConsoleSink(), TerminalSize(first))
            let display = ProgressDisplay(.tty, console: Console(results: sink, messages: sink)) { size.terminal }
            var screen = TerminalScreen(width: first)
            screen.write("$ loopsweep\r\n")
            display.observe(Self.progress(at: .seconds(1)))
            screen.write(sink.take())
            screen.resize(to: second)
            size.width = second
            display.observe(Self.progress(at: .seconds(2)))
            screen.write(sink.take())
            var fresh = TerminalScreen(width: first)
            fresh.write("$ loopsweep\r\n")
            fresh.resize(to: second)
            display.observe(Self.progress(at: .seconds(2)))
            fresh.write(sink.take())
            #expect(screen.text == fresh.text, "from \(first) to \(second) columns")
            let lines = screen.text.split(separator: "\n").drop { !$0.hasPrefix("[") }
            #expect(lines.allSatisfy { $0.count < second })
            display.clear()
            screen.write(sink.take())
            #expect(screen.text.hasPrefix("$ loop") && !screen.text.contains("["))
        }
    }

    @Test("what is said meanwhile replaces the lines, and they come back below it")
    func messages() {
        let (sink, size) = (ConsoleSink(), TerminalSize(80))
        let console = Console(results: sink, messages: sink)
        let display = ProgressDisplay(.tty, console: console) { size.terminal }
        var screen = TerminalScreen(width: 80)
        display.observe(Self.progress(at: .seconds(1)))
        console.say("loopsweep: warning: disk")
        display.observe(Self.progress(at: .seconds(2)))
        // A terminal makes a line feed a new line.
        screen.write(sink.take().replacing("disk\n", with: "disk\r\n"))
        #expect(
            screen.text == """
                loopsweep: warning: disk
                [██████████░░░░░░░]  62%  1,240/2,000 done  310 waiting  12 in flight  00:00:02
                  waiting for held-1 1m20s (28m40s left) and 309 more; next look in 12s
                """
        )
    }

    @Test("a terminal of two lines gets one")
    func low() {
        let (sink, size) = (ConsoleSink(), TerminalSize(100, rows: 2))
        let display = ProgressDisplay(.tty, console: Console(results: sink, messages: sink)) { size.terminal }
        display.observe(Self.progress(at: .seconds(1)))
        #expect(!sink.take().contains("\n"))
    }

    /// A choice, a phase, moments in seconds, and at which of them it is shown.
    static let rhythms: [(ProgressChoice, RunProgress.Phase, [Double], [Double])] = [
        (.tty, .surveying, [0, 0.05, 0.1, 0.15, 1], [0, 0.1, 1]),
        (.json, .surveying, [0, 0.5, 1, 1.5, 2], [0, 1, 2]),
        (.plain, .surveying, [0, 1, 4, 5, 6, 34, 35], [5, 35]),
        (.plain, .listing, [0, 1, 4, 5, 6, 34, 35], [5, 35]),
        (.plain, .sweeping, [0, 1, 29, 30], [0, 30]),
        (.none, .sweeping, [0, 100], []),
    ]

    @Test("a log tells of planning as well, when that takes long", arguments: rhythms)
    func rhythm(_ choice: ProgressChoice, _ phase: RunProgress.Phase, _ moments: [Double], _ shown: [Double]) {
        let sink = ConsoleSink()
        let display = ProgressDisplay(choice, console: Console(results: sink, messages: sink)) {
            Terminal(columns: 80, rows: 24)
        }
        #expect(moments.filter { display.isDue(in: phase, at: .seconds($0)) } == shown)
    }
}

/// The size of a terminal that a test changes.
private final class TerminalSize: Sendable {
    private let size: Mutex<(columns: Int, rows: Int)>

    init(_ columns: Int, rows: Int = 24) { size = Mutex((columns, rows)) }

    var width: Int {
        get { size.withLock { $0.columns } }
        set { size.withLock { $0.columns = newValue } }
    }

    var terminal: Terminal { size.withLock { Terminal(columns: $0.columns, rows: $0.rows) } }
}

/// Keeps what a console writes.
private final class ConsoleSink: ByteSink {
    private let bytes = Mutex<[UInt8]>([])

    let isReaderGone = false

    /// Hands over what was written since this was last asked.
    func take() -> String {
        bytes.withLock { bytes in
            defer { bytes = [] }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    func write(_ bytes: [UInt8]) { self.bytes.withLock { $0 += bytes } }

    func flush() {}

    func synchronize() {}

    func finish() {}
}
