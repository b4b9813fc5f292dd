import CleanupEngine
import CleanupReport
import Support
import Synchronization

/// Shows on standard error how far a run is, no more often than a reader can follow.
final class ProgressDisplay: RunObserver {
    /// Not `auto`.
    private let choice: ProgressChoice
    /// Asks how wide and high the terminal is now: it may be resized at any time.
    private let terminal: @Sendable () -> Terminal
    private let console: Console
    /// When what was shown, since the run's start; the phase is nil before anything was.
    private let shown = Mutex<(at: Duration, phase: RunProgress.Phase?)>((.zero, nil))

    init(_ choice: ProgressChoice, console: Console, terminal: @escaping @Sendable () -> Terminal) {
        self.choice = choice
        self.terminal = terminal
        self.console = console
    }

    /// How long a phase that changes nothing may take before a log tells of it: a short one says nothing.
    private static let quietTime = Duration.seconds(5)

    /// How often the same phase is shown again.
    private var interval: Duration {
        switch choice {
        case .tty, .auto: .milliseconds(100)
        case .json: .seconds(1)
        case .plain, .none: .seconds(30)
        }
    }

    func isDue(in phase: RunProgress.Phase, at elapsed: Duration) -> Bool {
        guard choice != .none else { return false }
        return shown.withLock { shown in
            // On a terminal each phase is shown as it begins, in a log only the one that changes loops.
            let isNews = phase != shown.phase && (choice != .plain || phase == .sweeping)
            let interval = choice == .plain && shown.phase == nil ? Self.quietTime : interval
            guard isNews || elapsed - shown.at >= interval else { return false }
            shown = (elapsed, phase)
            return true
        }
    }

    func observe(_ progress: RunProgress) {
        switch choice {
        case .tty, .auto:
            let terminal = terminal()
            let (style, usesUnicode) = (terminal.layout.style, terminal.layout.usesUnicode)
            let lines = progress.screenLines(width: terminal.columns, style: style, usesUnicode: usesUnicode)
            // A line of the screen is left for what is said meanwhile.
            console.draw(Array(lines.prefix(max(1, terminal.rows - 1))))
        case .plain: console.show(progress.heartbeat + "\n")
        case .json: console.show(progress.json + [UInt8(ascii: "\n")])
        case .none: break
        }
    }

    /// Removes the lines of a terminal, and begins anew with the next phase.
    func clear() {
        shown.withLock { $0 = (.zero, nil) }
        console.erase()
    }
}

/// How progress is shown: `tty` is lines that change, `plain` and `json` are lines one below the other.
enum ProgressChoice: String, CaseIterable, Sendable {
    case auto
    case tty
    case plain
    case json
    case none

    /// Decides what `auto` means for standard error.
    ///
    /// What changes on a terminal is a heap of fragments in the log of a build server, which sets `CI`.
    func settled(onTerminal isTerminal: Bool, isQuiet: Bool, environment: [String: String]) -> ProgressChoice {
        guard self == .auto else { return self }
        if isQuiet { return .none }
        let isBuild = !["", "0", "false"].contains(environment["CI", default: ""].lowercased())
        return isTerminal && environment["TERM"] != "dumb" && !isBuild ? .tty : .plain
    }
}
