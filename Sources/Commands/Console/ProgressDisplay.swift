import CleanupEngine
import CleanupReport
import Support
import Synchronization

/// Shows on standard error how far a run is, no more often than a reader can follow.
final class ProgressDisplay: RunObserver {
    private struct State: Sendable {
        /// The time since the run's start; nil before anything was shown.
        var shownAt: Duration?
        var phase: RunProgress.Phase?
    }

    /// Not `auto`.
    private let choice: ProgressChoice
    private let layout: TextLayout
    private let console: Console
    private let state = Mutex(State())

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
        let isDue = state.withLock { state in
            guard isNews(progress.phase, after: state.phase) || progress.elapsed - (state.shownAt ?? .zero) >= interval
            else { return false }
            state.shownAt = progress.elapsed
            state.phase = progress.phase
            return true
        }
        if isDue { show(progress) }
    }

    /// On a terminal each phase is shown as it begins, in a log only the one that changes loops.
    private func isNews(_ phase: RunProgress.Phase, after last: RunProgress.Phase?) -> Bool {
        guard phase != last else { return false }
        return choice != .plain || phase == .sweeping
    }

    /// Removes the line of a terminal, and begins anew with the next phase.
    func clear() {
        state.withLock { $0 = State() }
        console.erase()
    }

    private func show(_ progress: RunProgress) {
        switch choice {
        case .tty, .auto: console.draw(progress.terminalLine(in: layout))
        case .plain: console.show(progress.heartbeat + "\n")
        case .json: console.show(progress.json + [UInt8(ascii: "\n")])
        case .none: break
        }
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
