import AWSCore
import ArgumentParser
import CleanupEngine
import CleanupManifest
import CleanupReport
import Simulator
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

    /// What names the fleet of a rehearsal after `loopsweep simulate`; nil without one.
    var fleetWords: String? {
        fleet.map { $0 == DemoFiles.path ? ManifestWord.demo : "--fleet \(ShellWord.quoted($0))" }
    }
}

/// Which service is called, and how, as the command line says it.
struct CallArguments: ParsableArguments {
    @Option(
        help: .option(
            "profile",
            "The profile of the shared AWS files; keys in the environment then do not count.",
            otherwise: "AWS_PROFILE's, else 'default'"
        ),
        completion: .profiles
    )
    var profile: String?
    @Option(
        help: .option(
            "region",
            "The AWS region, if the manifest's target does not name one.",
            otherwise: "AWS_REGION's, else the profile's"
        )
    )
    var region: String?
    @Option(
        help: .option(
            "endpoint-url",
            "Calls this URL instead of the region's own endpoint.",
            value: "url",
            otherwise: "from the AWS settings"
        )
    )
    var endpointURL: String?
    @Option(
        help: .option(
            "connect-timeout",
            "The longest time to make a connection.",
            value: "duration",
            otherwise: "10s"
        )
    )
    var connectTimeout: String?
    @Option(
        help: .option(
            "read-timeout",
            "The longest silence while waiting for an answer.",
            value: "duration",
            otherwise: "60s"
        )
    )
    var readTimeout: String?
    @Option(
        help: .option(
            "simulate",
            "Rehearses on a simulated service with the loops of this file.",
            value: "fleet"
        ),
        completion: .yaml
    )
    var simulate: String?
    @Option(help: .fault("With --simulate: lets a share of calls go wrong"))
    var fault: [String] = []

    /// Whether the service is that of `--demo`, which stands in the place of the manifest too.
    private var isDemo: Bool { simulate == DemoFiles.path }

    /// Those of `--demo`, when it was given: a simulated service, and nothing else that says whom to call.
    func ofDemo(_ isDemo: Bool) -> CallArguments {
        guard isDemo else { return self }
        var arguments = self
        arguments.simulate = DemoFiles.path
        return arguments
    }

    /// Refuses options that say whom to call beside `--demo`.
    func checkDemo(_ isDemo: Bool, manifest: String?) throws {
        let others = [
            manifest.map { _ in "the manifest" }, simulate.map { _ in "--simulate" },
            endpointURL.map { _ in "--endpoint-url" }, profile.map { _ in "--profile" },
        ]
        if isDemo, let other = others.compactMap(\.self).first {
            throw ValidationError("\(DemoFiles.contradiction): leave out \(other)")
        }
    }

    private var realCommandLine: String {
        OptionWords.text([
            ("--profile", profile), ("--region", region), ("--endpoint-url", endpointURL),
            ("--connect-timeout", connectTimeout), ("--read-timeout", readTimeout),
        ])
    }

    private var commandLine: String {
        OptionWords.joined([
            realCommandLine,
            OptionWords.text([("--simulate", isDemo ? nil : simulate)] + fault.map { ("--fault", $0) }),
        ])
    }

    /// Reads the options, the environment's included.
    func settled(_ reader: OptionReader) throws(CommandFailure) -> CallOptions {
        let faults = reader.list(fault, "fault")
        _ = try reader.values(fault, "fault", as: .faultRule)
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
    @Option(
        help: .option(
            "concurrency",
            "How many calls may be in flight at once.",
            value: "n",
            otherwise: "the manifest's, else 32"
        )
    )
    var concurrency: String?
    @Option(
        help: .option(
            "rate",
            "How many calls a second each operation may make.",
            value: "n",
            otherwise: "the manifest's, else what the service allows"
        )
    )
    var rate: String?
    @Option(
        help: .option(
            "deadline",
            "How long the command may take, such as 2h.",
            value: "duration",
            otherwise: "the manifest's, else no limit"
        )
    )
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
