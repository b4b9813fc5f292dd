import CleanupEngine
import CleanupReport
import Support
import Synchronization

/// Shows on standard error how far a run is, no more often than a reader can follow.
final class ProgressDisplay: RunObserver {
    /// Not `auto`.
    private let choice: ProgressChoice
    private let layout: TextLayout
    private let console: Console
    /// When what was shown, since the run's start; the phase is nil before anything was.
    private let shown = Mutex<(at: Duration, phase: RunProgress.Phase?)>((.zero, nil))

    init(_ choice: ProgressChoice, layout: TextLayout, console: Console) {
        self.choice = choice
        self.layout = layout
        self.console = console
    }

    /// How often the same phase is shown again.
    private var interval: Duration {
        switch choice {
        case .tty, .auto: .milliseconds(100)
        case .json: .seconds(1)
        case .plain, .none: .seconds(30)
        }
    }

    func observe(_ progress: RunProgress) {
        guard choice != .none else { return }
        let isDue = shown.withLock { shown in
            // On a terminal each phase is shown as it begins, in a log only the one that changes loops.
            let isNews = progress.phase != shown.phase && (choice != .plain || progress.phase == .sweeping)
            guard isNews || progress.elapsed - shown.at >= interval else { return false }
            shown = (progress.elapsed, progress.phase)
            return true
        }
        guard isDue else { return }
        switch choice {
        case .tty, .auto: console.draw(progress.terminalLine(in: layout))
        case .plain: console.show(progress.heartbeat + "\n")
        case .json: console.show(progress.json + [UInt8(ascii: "\n")])
        case .none: break
        }
    }

    /// Removes the line of a terminal, and begins anew with the next phase.
    func clear() {
        shown.withLock { $0 = (.zero, nil) }
        console.erase()
    }
}

/// How progress is shown: `tty` is one changing line, `plain` and `json` are lines.
enum ProgressChoice: String, CaseIterable, Sendable {
    case auto
    case tty
    case plain
    case json
    case none

    /// Decides what `auto` means for standard error.
    func settled(onTerminal isTerminal: Bool, isQuiet: Bool, environment: [String: String]) -> ProgressChoice {
        guard self == .auto else { return self }
        if isQuiet { return .none }
        return isTerminal && environment["TERM"] != "dumb" ? .tty : .plain
    }
}
