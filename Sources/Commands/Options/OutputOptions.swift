import ArgumentParser
import CleanupReport
import Logging
import Support
import YAML

/// What is shown and how, as it was decided.
struct OutputOptions: Sendable {
    /// Of a plan, a verification or a diagnosis.
    let format: ResultFormat
    /// Of a run.
    let reportFormat: ReportFormat
    let progress: ProgressChoice
    let color: ColorChoice
    let logFormat: LogFormat
    let isQuiet: Bool
    let isVerbose: Bool
    let problems: ProblemOptions
    let environment: [String: String]

    var resultTerminal: Terminal { Terminal(descriptor: 1, color: color, environment: environment) }

    var messageTerminal: Terminal { Terminal(descriptor: 2, color: color, environment: environment) }

    func logger(_ console: Console) -> Logger {
        Logger(label: "loopsweep") { _ in
            ConsoleLogHandler(logLevel: isVerbose ? .debug : .warning, format: logFormat, console: console)
        }
    }

    func progressDisplay(_ console: Console) -> ProgressDisplay {
        let isTerminal = messageTerminal.isTerminal
        let choice = progress.settled(onTerminal: isTerminal, isQuiet: isQuiet, environment: environment)
        return ProgressDisplay(choice, console: console) { messageTerminal }
    }
}

/// What a command takes as the format of its result.
protocol OutputFormats: Sendable {
    /// The help of `--output`.
    static var help: ArgumentHelp { get }
    static var completion: CompletionKind { get }
}

extension OutputFormats {
    fileprivate static func option(_ formats: String) -> ArgumentHelp {
        let abstract = "The format of the result on standard output: \(formats)."
        return .option("output", abstract, value: "format", otherwise: "text")
    }
}

/// The formats of a plan, a verification, a diagnosis and a list of runs.
enum ResultFormats: OutputFormats {
    static var help: ArgumentHelp { option("text, json or jsonl") }
    static var completion: CompletionKind { .keywords(ResultFormat.self) }
}

/// The formats of the report of a run.
enum ReportFormats: OutputFormats {
    static var help: ArgumentHelp { option("text, json, jsonl or csv") }
    static var completion: CompletionKind { .keywords(ReportFormat.self) }
}

/// The only format of a command that has no other: the option is there to be refused, and is not shown.
enum OneFormat: OutputFormats {
    static var help: ArgumentHelp { .private }
    static var completion: CompletionKind { .list([]) }
}

/// What is shown and how, as the command line says it.
struct OutputArguments<Formats: OutputFormats>: ParsableArguments {
    @Option(help: Formats.help, completion: Formats.completion)
    var output: String?
    @Option(
        help: .option(
            "progress",
            "How progress is shown: auto, tty, plain, json or none.",
            value: "how",
            otherwise: "auto"
        ),
        completion: .keywords(ProgressChoice.self)
    )
    var progress: String?
    @Option(
        help: .option("color", "When text is coloured: auto, always or never.", value: "when", otherwise: "auto"),
        completion: .keywords(ColorChoice.self)
    )
    var color: String?
    @Option(
        help: .option("log-format", "How log lines are written: text or json.", value: "format", otherwise: "text"),
        completion: .keywords(LogFormat.self)
    )
    var logFormat: String?
    @Flag(name: .shortAndLong, help: .option("quiet", "Shows errors and the result only."))
    var quiet = false
    @Flag(name: .shortAndLong, help: .option("verbose", "Logs each call and where the settings come from."))
    var verbose = false
    @OptionGroup var problems: ProblemArguments

    /// Reads the options, the environment's included; `isOfRun` takes the formats of a report.
    func settled(_ reader: OptionReader, isOfRun: Bool = false) throws(CommandFailure) -> OutputOptions {
        let report = try isOfRun ? reader.value(output, "output", as: .keyword(ReportFormat.self)) : nil
        let result = try isOfRun ? nil : reader.value(output, "output", as: .keyword(ResultFormat.self))
        return OutputOptions(
            format: result ?? .text,
            reportFormat: report ?? .text,
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
