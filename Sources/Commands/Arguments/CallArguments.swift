import ArgumentParser
import CleanupEngine
import CleanupManifest
import CleanupReport
import YAML

/// Whom to call, as the command line says it.
struct CallArguments: ParsableArguments {
    /// The profile of the shared AWS files.
    @Option(help: "The profile of the shared AWS files; keys in the environment then do not count.")
    var profile: String?
    /// The region.
    @Option(help: "The AWS region, if the manifest's target does not name one.")
    var region: String?
    /// The endpoint.
    @Option(help: ArgumentHelp("Calls this URL instead of the region's own endpoint.", valueName: "url"))
    var endpointURL: String?
    /// How long making a connection may take.
    @Option(help: ArgumentHelp("The longest time to make a connection, such as 10s.", valueName: "duration"))
    var connectTimeout: String?
    /// How long the service may be silent.
    @Option(help: ArgumentHelp("The longest silence while waiting for an answer, such as 60s.", valueName: "duration"))
    var readTimeout: String?
    /// The fleet of a simulated service.
    @Option(help: ArgumentHelp("Rehearses on a simulated service with the loops of this file.", valueName: "fleet"))
    var simulate: String?
    /// The faults of the simulated service.
    @Option(
        help: ArgumentHelp(
            "With --simulate: lets a share of calls go wrong, such as delete:drop-after=5%.",
            valueName: "rule"
        )
    )
    var fault: [String] = []

    /// The flags that were given, as words of a command line that calls the same service.
    private var commandLine: String {
        OptionWords.text(
            [
                ("--profile", profile), ("--region", region), ("--endpoint-url", endpointURL),
                ("--connect-timeout", connectTimeout), ("--read-timeout", readTimeout), ("--simulate", simulate),
            ] + fault.map { ("--fault", $0) }
        )
    }

    /// Reads the options, their twins in the environment included.
    ///
    /// - Throws: `CommandFailure` when two of them contradict each other.
    func settled(_ reader: OptionReader) throws(CommandFailure) -> CallOptions {
        let faults = reader.list(fault, "fault")
        var options = CallOptions(
            profile: reader.text(profile, "profile"),
            region: reader.text(region, "region"),
            endpointURL: reader.text(endpointURL, "endpoint-url"),
            fleet: reader.text(simulate, "simulate"),
            faults: faults,
            commandLine: commandLine
        )
        if let limit = try reader.value(connectTimeout, "connect-timeout", as: .positiveDuration) {
            options.connectTimeout = limit
        }
        if let limit = try reader.value(readTimeout, "read-timeout", as: .positiveDuration) {
            options.readTimeout = limit
        }
        if options.fleet != nil, endpointURL != nil || profile != nil {
            throw CommandFailure(
                .usage,
                "--simulate calls a service of its own: leave out --endpoint-url and --profile"
            )
        }
        if options.fleet == nil, !faults.isEmpty {
            throw CommandFailure(.usage, "--fault belongs to --simulate: the real service has faults of its own")
        }
        return options
    }
}
