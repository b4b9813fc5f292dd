import ArgumentParser
import CleanupReport
import Logging
import YAML

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

/// What is shown and how, as the command line says it.
struct OutputArguments: ParsableArguments {
    /// The format of the result on standard output.
    @Option(
        help: ArgumentHelp("The format of the result on standard output: text, json or jsonl.", valueName: "format")
    )
    var output: String?
    /// How progress is shown.
    @Option(help: ArgumentHelp("How progress is shown: auto, tty, plain, json or none.", valueName: "how"))
    var progress: String?
    /// When text is coloured.
    @Option(help: ArgumentHelp("When text is coloured: auto, always or never.", valueName: "when"))
    var color: String?
    /// How log lines are written.
    @Option(help: ArgumentHelp("How log lines are written: text or json.", valueName: "format"))
    var logFormat: String?
    /// Whether only errors and the result are shown.
    @Flag(name: .shortAndLong, help: "Shows errors and the result only.")
    var quiet = false
    /// Whether each call is logged.
    @Flag(name: .shortAndLong, help: "Logs each call and where the settings come from.")
    var verbose = false
    /// How problems of the manifest are shown.
    @OptionGroup var problems: ProblemArguments

    /// Reads the options, their twins in the environment included.
    ///
    /// - Throws: `CommandFailure` when one of them is not what it must be.
    func settled(_ reader: OptionReader) throws(CommandFailure) -> OutputOptions {
        OutputOptions(
            format: try reader.value(output, "output", as: .keyword(PlanFormat.self)) ?? .text,
            progress: try reader.value(progress, "progress", as: .keyword(ProgressChoice.self)) ?? .auto,
            color: try reader.value(color, "color", as: .keyword(ColorChoice.self)) ?? .auto,
            logFormat: try reader.value(logFormat, "log-format", as: .keyword(LogFormat.self)) ?? .text,
            isQuiet: try reader.isOn(quiet, "quiet"),
            isVerbose: try reader.isOn(verbose, "verbose"),
            problems: try problems.settled(reader),
            environment: reader.environment
        )
    }
}
