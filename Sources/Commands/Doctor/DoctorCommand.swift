import ArgumentParser
import CleanupEngine
import CleanupReport
import CleanupManifest
import Support

/// `loopsweep doctor`: says who calls, where and by which way, and whether that works.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Checks credentials, region, network and access; changes nothing.",
        discussion: """
            Each thing that a command needs has a line with its verdict, the setting that decides it, and what to do when \
            something is wrong. The last one asks the service for a loop that cannot exist: that needs the IAM action \
            sagemaker:DescribeHumanLoop and tells whether you have it.

            Exit codes: 0 no problem, 75 the service or a source of credentials was not reached, 77 credentials or access, \
            78 configuration, or another account or region than the manifest's.

            Examples:
              loopsweep doctor
              loopsweep doctor cleanup.yaml                    also its account and region
              loopsweep doctor --profile ops --settings-only   call nothing
            """
    )

    @Argument(help: "A manifest whose account and region are compared with yours.", completion: .yaml)
    var manifest: String?
    @Flag(
        help: .option(
            "settings-only",
            "Looks at the settings and the credentials only: asks neither STS nor the service."
        )
    )
    var settingsOnly = false
    @OptionGroup(title: "Service") var calls: CallArguments
    @OptionGroup(title: "Output") var output: OutputArguments<ResultFormats>

    func run() async throws {
        try await carryOut { reader, console in
            let output = try output.settled(reader)
            let calls = try calls.settled(reader)
            let manifests = try manifest.map { path throws(CommandFailure) in
                try InputFile(path: path, problems: output.problems).manifests(console)
            }
            let target = try Self.target(of: manifests ?? [])
            let asksAWS = !(try reader.isOn(settingsOnly, "settings-only"))
            guard calls.fleet == nil else {
                throw CommandFailure.usage(
                    "doctor looks at the way to AWS: leave out --simulate, and LOOPSWEEP_SIMULATE in the environment"
                )
            }
            var execution = ExecutionSettings()
            execution.concurrency = 1
            let connection = ServiceConnection(calls, output, execution, console)
            return try await SignalListener.listen(console) { stopRequest in
                let report = try await stopRequest.cancelling {
                    try await Doctor(connection: connection, target: target, asksAWS: asksAWS).examine()
                }
                if let signal = stopRequest.signal {
                    throw CommandFailure(signal.exitCode, "ended before everything was looked at")
                }
                try report.write(output.format, layout: output.resultTerminal.layout, to: console.results)
                return report.exitCode
            }
        }
    }

    /// The account and region on which the manifests of a file agree; refuses a file that is for several.
    static func target(of manifests: [CleanupManifest]) throws(CommandFailure) -> CleanupTarget {
        let region = try only(manifests.map(\.target.region), "regions")
        return CleanupTarget(account: try only(manifests.map(\.target.account), "accounts"), region: region)
    }

    /// The one value among some; nil when there is none.
    private static func only(_ values: [String?], _ what: String) throws(CommandFailure) -> String? {
        let found = Set(values.compactMap { $0 }).sorted()
        guard found.count < 2 else {
            throw .usage(
                "the manifests are for several \(what) (\(found.joined(separator: ", "))): have a file for each"
            )
        }
        return found.first
    }
}
