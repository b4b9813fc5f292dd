import AWSCore
import ArgumentParser
import CleanupEngine
import CleanupManifest
import Support
import YAML

/// Which service is called, and how, as it was decided.
struct CallOptions: Hashable, Sendable {
    /// A profile of the shared AWS files; nil for the environment's choice.
    var profile: String?
    /// Nil for the manifest's or the environment's choice.
    var region: String?
    /// Nil for the environment's choice or the region's own.
    var endpointURL: String?
    /// The variables that decide on the profile, the region and the endpoint, where no flag does.
    var variables: [AWSOverrides.Subject: String] = [:]
    var connectTimeout: Duration = .seconds(10)
    /// The longest silence while waiting for an answer.
    var readTimeout: Duration = .seconds(60)
    /// The fleet file of a simulated service; nil to call AWS.
    var fleet: String?
    /// Besides those of the fleet file.
    var faults: [String] = []
    /// The flags that say all this, to be pasted after another command; the environment's options are not among them.
    var commandLine = ""
    /// The same without those of a rehearsal.
    var realCommandLine = ""
}

/// Which service is called, and how, as the command line says it.
struct CallArguments: ParsableArguments {
    @Option(help: "The profile of the shared AWS files; keys in the environment then do not count.")
    var profile: String?
    @Option(help: "The AWS region, if the manifest's target does not name one.")
    var region: String?
    @Option(help: ArgumentHelp("Calls this URL instead of the region's own endpoint.", valueName: "url"))
    var endpointURL: String?
    @Option(help: ArgumentHelp("The longest time to make a connection, such as 10s.", valueName: "duration"))
    var connectTimeout: String?
    @Option(help: ArgumentHelp("The longest silence while waiting for an answer, such as 60s.", valueName: "duration"))
    var readTimeout: String?
    @Option(help: ArgumentHelp("Rehearses on a simulated service with the loops of this file.", valueName: "fleet"))
    var simulate: String?
    @Option(
        help: ArgumentHelp(
            "With --simulate: lets a share of calls go wrong, such as delete:drop-after=5%.",
            valueName: "rule"
        )
    )
    var fault: [String] = []

    private var realCommandLine: String {
        OptionWords.text([
            ("--profile", profile), ("--region", region), ("--endpoint-url", endpointURL),
            ("--connect-timeout", connectTimeout), ("--read-timeout", readTimeout),
        ])
    }

    private var commandLine: String {
        OptionWords.joined([
            realCommandLine, OptionWords.text([("--simulate", simulate)] + fault.map { ("--fault", $0) }),
        ])
    }

    /// Reads the options, the environment's included.
    func settled(_ reader: OptionReader) throws(CommandFailure) -> CallOptions {
        let faults = reader.list(fault, "fault")
        var options = CallOptions(
            profile: reader.text(profile, "profile"),
            region: reader.text(region, "region"),
            endpointURL: reader.text(endpointURL, "endpoint-url"),
            connectTimeout: try reader.value(connectTimeout, "connect-timeout", as: .positiveDuration) ?? .seconds(10),
            readTimeout: try reader.value(readTimeout, "read-timeout", as: .positiveDuration) ?? .seconds(60),
            fleet: reader.text(simulate, "simulate"),
            faults: faults,
            commandLine: commandLine,
            realCommandLine: realCommandLine
        )
        options.variables[.profile] = reader.variable(profile, "profile")
        options.variables[.region] = reader.variable(region, "region")
        options.variables[.endpoint] = reader.variable(endpointURL, "endpoint-url")
        if options.fleet != nil, endpointURL != nil || profile != nil {
            throw .usage("--simulate calls a service of its own: leave out --endpoint-url and --profile")
        }
        if options.fleet == nil, !faults.isEmpty {
            throw .usage(
                "\(reader.source(fault.first, "fault")) belongs to --simulate: the real service has faults of its own"
            )
        }
        return options
    }
}

/// How fast and how long to work, as the command line says it.
struct PaceArguments: ParsableArguments {
    @Option(help: ArgumentHelp("How many calls may be in flight at once.", valueName: "n"))
    var concurrency: String?
    @Option(help: ArgumentHelp("How many calls a second each operation may make.", valueName: "n"))
    var rate: String?
    @Option(help: ArgumentHelp("How long the run may take, such as 2h.", valueName: "duration"))
    var deadline: String?

    /// The options that were given, as words of a command line.
    var commandLine: String {
        OptionWords.text([("--concurrency", concurrency), ("--rate", rate), ("--deadline", deadline)])
    }

    /// Replaces the manifest's settings by the options, the environment's included.
    func apply(to execution: inout ExecutionSettings, _ reader: OptionReader) throws(CommandFailure) {
        execution.concurrency =
            try reader.value(concurrency, "concurrency", as: .integer(1...1_000)) ?? execution.concurrency
        execution.callsPerSecond =
            try reader.value(rate, "rate", as: .decimal(through: ExecutionSettings.maximumRate))
            ?? execution.callsPerSecond
        execution.deadline = try reader.value(deadline, "deadline", as: .positiveDuration) ?? execution.deadline
    }
}
