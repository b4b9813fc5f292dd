import ArgumentParser
import CleanupEngine
import CleanupManifest
import CleanupReport
import YAML

/// How fast and how long to work, as the command line says it.
struct PaceArguments: ParsableArguments {
    /// How many calls may be in flight.
    @Option(help: ArgumentHelp("How many calls may be in flight at once.", valueName: "n"))
    var concurrency: String?
    /// How many calls each operation may make.
    @Option(help: ArgumentHelp("How many calls a second each operation may make.", valueName: "n"))
    var rate: String?
    /// How long the run may take.
    @Option(help: ArgumentHelp("How long the run may take, such as 2h.", valueName: "duration"))
    var deadline: String?

    /// The options that were given, as words of a command line.
    var commandLine: String {
        OptionWords.text([("--concurrency", concurrency), ("--rate", rate), ("--deadline", deadline)])
    }

    /// Puts the options, their twins in the environment included, in the place of the manifest's settings.
    ///
    /// - Throws: `CommandFailure` when one of them is not what it must be.
    func apply(to execution: inout ExecutionSettings, _ reader: OptionReader) throws(CommandFailure) {
        if let value = try reader.value(concurrency, "concurrency", as: .integer(1...1_000)) {
            execution.concurrency = value
        }
        if let value = try reader.value(rate, "rate", as: .decimal(through: ExecutionSettings.maximumRate)) {
            execution.callsPerSecond = value
        }
        if let value = try reader.value(deadline, "deadline", as: .positiveDuration) { execution.deadline = value }
    }
}
