import CleanupEngine
import CleanupReport
import Synchronization

/// Shows on standard error how a run is getting on, no more often than a reader can take in.
final class ProgressDisplay: RunObserver {
    /// What has been shown so far.
    private struct State: Sendable {
        /// When something was last shown, as the time since the run's start; nil when nothing was.
        var shownAt: Duration?
        /// What the run was busy with then.
        var phase: RunProgress.Phase?
    }

    /// How it is shown; not `auto`.
    private let choice: ProgressChoice
    /// What makes the lines.
    private let renderer: ProgressRenderer
    /// Where they go.
    private let console: Console
    /// What has been shown so far.
    private let state = Mutex(State())

    /// Makes a display.
    ///
    /// - Parameters:
    ///   - choice: how progress is shown, settled.
    ///   - layout: what the line on a terminal must fit.
    ///   - console: where it goes.
    init(_ choice: ProgressChoice, layout: TextLayout, console: Console) {
        self.choice = choice
        renderer = ProgressRenderer(layout: layout)
        self.console = console
    }

    /// How often the same phase is shown again: ten times a second on a terminal, each half minute in a log.
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

    /// Whether a phase is shown as soon as it begins: on a terminal each one, in a log only the one that changes loops.
    private func isNews(_ phase: RunProgress.Phase, after last: RunProgress.Phase?) -> Bool {
        guard phase != last else { return false }
        return choice != .plain || phase == .sweeping
    }

    /// Takes the line of a terminal away, and begins anew with the next phase.
    func clear() {
        state.withLock { $0 = State() }
        console.erase()
    }

    /// Writes how far the run is.
    private func show(_ progress: RunProgress) {
        switch choice {
        case .tty, .auto: console.draw(renderer.terminalLine(progress))
        case .plain: console.show(renderer.heartbeat(progress) + "\n")
        case .json: console.show(renderer.json(progress) + [UInt8(ascii: "\n")])
        case .none: break
        }
    }
}

/// How progress is shown.
enum ProgressChoice: String, CaseIterable, Sendable {
    /// As a line that changes on a terminal, as lines elsewhere.
    case auto
    /// As a line that changes.
    case tty
    /// As lines.
    case plain
    /// As lines of JSON.
    case json
    /// Not at all.
    case none

    /// Settles `auto` for standard error.
    ///
    /// - Parameters:
    ///   - isTerminal: whether it is a terminal.
    ///   - isQuiet: whether the user asked for quiet.
    ///   - environment: the environment variables.
    /// - Returns: any choice but `auto`.
    func settled(onTerminal isTerminal: Bool, isQuiet: Bool, environment: [String: String]) -> ProgressChoice {
        guard self == .auto else { return self }
        if isQuiet { return .none }
        return isTerminal && environment["TERM"] != "dumb" ? .tty : .plain
    }
}
