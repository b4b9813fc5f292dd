import ArgumentParser
import CleanupEngine
import CleanupReport
import FoundationEssentials

/// `loopsweep doctor`: says who calls, where and by which way, and whether that works.
struct DoctorCommand: AsyncParsableCommand {
    /// What the help says.
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Says who you are to AWS, where calls go and why, and whether they get there; changes nothing.",
        discussion: """
            Each thing that a command needs has a line with its verdict, the setting that decides it, and what to do when \
            something is wrong. The last one asks the service for a loop that cannot exist: that needs the IAM action \
            sagemaker:DescribeHumanLoop and tells whether you have it.

            Exit codes: 0 no problem, 75 the service or a source of credentials was not reached, 77 credentials or access, \
            78 configuration, or another account or region than the manifest's.
            """
    )

    /// The manifest.
    @Argument(help: "A manifest whose account and region are compared with yours.")
    var manifest: String?
    /// Whether nothing is asked of AWS.
    @Flag(help: "Looks at the settings and the credentials only: asks neither STS nor the service.")
    var settingsOnly = false
    /// Whom to call.
    @OptionGroup(title: "Service") var calls: CallArguments
    /// What is shown.
    @OptionGroup(title: "Output") var output: OutputArguments

    func run() async throws {
        try await carryOut { console in
            let reader = OptionReader(environment: ProcessInfo.processInfo.environment)
            let (output, options) = (try output.settled(reader), try calls.settled(reader))
            let target = try manifest.map { path throws(CommandFailure) in
                try DoctorTarget(manifests: InputFile(path: path, problems: output.problems).manifests(console))
            }
            let doctor = try Doctor(
                target: target ?? DoctorTarget(),
                connection: ServiceConnection(
                    options: options,
                    environment: reader.environment,
                    concurrency: 1,
                    logger: output.logger(console),
                    console: console
                ),
                callsAWS: !(try reader.isOn(settingsOnly, "settings-only"))
            )
            let stopRequest = StopRequest()
            let report = try await SignalListener.listen(console, raising: stopRequest) {
                try await stopRequest.cancelling { try await doctor.examine() }
            }
            if let signal = stopRequest.signal {
                throw CommandFailure(signal.exitCode, "ended before everything was looked at")
            }
            try report.write(output.format, layout: output.resultTerminal.layout, to: console.results)
            return report.exitCode
        }
    }
}
