import CleanupReport
import Logging

/// What is shown and how, as it was decided.
struct OutputOptions: Sendable {
    /// The format of the result on standard output.
    let format: PlanFormat
    /// How progress is shown.
    let progress: ProgressChoice
    /// When text is coloured.
    let color: ColorChoice
    /// How log lines are written.
    let logFormat: LogFormat
    /// Whether only errors and the result are shown.
    let isQuiet: Bool
    /// Whether each call is logged.
    let isVerbose: Bool
    /// How problems of the manifest are shown and judged.
    let problems: ProblemOptions
    /// The environment variables.
    let environment: [String: String]

    /// What standard output can show.
    var resultTerminal: Terminal { Terminal(descriptor: 1, color: color, environment: environment) }

    /// What standard error can show.
    var messageTerminal: Terminal { Terminal(descriptor: 2, color: color, environment: environment) }

    /// Makes the logger of a command.
    func logger(_ console: Console) -> Logger {
        Logger(label: "loopsweep") { _ in
            let level: Logger.Level = isVerbose ? .debug : .warning
            return ConsoleLogHandler(level: level, format: logFormat, console: console, now: WallClock.now)
        }
    }

    /// Makes the display of a run's progress.
    func progressDisplay(_ console: Console) -> ProgressDisplay {
        let terminal = messageTerminal
        let choice = progress.settled(onTerminal: terminal.isTerminal, isQuiet: isQuiet, environment: environment)
        return ProgressDisplay(choice, layout: terminal.layout, console: console)
    }
}
