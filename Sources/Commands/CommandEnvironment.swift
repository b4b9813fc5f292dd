import ArgumentParser
package import CleanupEngine
package import CleanupReport
import FoundationEssentials
import Glibc
package import HumanLoops

/// What surrounds a command: time, variables, outputs, the operator, signals, chance, and the service.
///
/// A process has its own; `Tests/soak` puts another one in its place for the length of a command.
package struct CommandEnvironment: Sendable {
    /// A service that is called in the place of AWS, and where it says it is.
    package struct Service: Sendable {
        /// The service.
        package var service: any HumanLoopService
        /// The account of its credentials; nil when they do not tell.
        package var account: String?
        /// Its region.
        package var region: String
        /// Its URL.
        package var endpoint: String

        /// Makes a service from its parts.
        package init(_ service: any HumanLoopService, account: String?, region: String, endpoint: String) {
            self.service = service
            self.account = account
            self.region = region
            self.endpoint = endpoint
        }
    }

    /// The environment of the command that is carried out.
    @TaskLocal package static var current = CommandEnvironment()

    /// What durations are measured by.
    package var clock = RunClock.process
    /// Reads the calendar's time, which may jump.
    package var now: @Sendable () -> Timestamp = WallClock.processTime
    /// The environment variables.
    package var variables = ProcessInfo.processInfo.environment
    /// Where results go; nil for standard output.
    package var results: (any ByteSink)?
    /// Where all else that is shown goes; nil for standard error.
    package var messages: (any ByteSink)?
    /// Tells whether the operator types the name of a manifest; nil to ask on the terminal, if there is one.
    package var consent: (@Sendable (String) async -> Bool)?
    /// Takes what raises a signal; nil to listen for those of the process.
    package var takeStopRequest: (@Sendable (StopRequest) -> Void)?
    /// Connects to a service, told the region that is wanted; nil for AWS or a simulator.
    package var connect: (@Sendable (String?) async -> Service)?
    /// Makes the chance of a run.
    package var makeGenerator: @Sendable () -> any RandomNumberGenerator & Sendable = { SystemRandomNumberGenerator() }
    /// Makes the id of a run.
    package var makeRunID: @Sendable () -> String = { UUID().uuidString.lowercased() }

    /// Makes the environment of this process.
    package init() {}

    /// Carries out a command line in this environment.
    ///
    /// - Parameter arguments: the words after the program's name.
    /// - Returns: the exit code.
    package func carryOut(_ arguments: [String]) async -> Int32 {
        await Self.$current.withValue(self) {
            do {
                let command = try LoopsweepCommand.parseAsRoot(arguments)
                guard var command = command as? any AsyncParsableCommand else {
                    return CleanupEngine.ExitCode.internal.rawValue
                }
                try await command.run()
                return CleanupEngine.ExitCode.success.rawValue
            } catch {
                let code = LoopsweepCommand.exitCode(for: error).rawValue
                if !(error is ArgumentParser.ExitCode) {
                    Console.current.say(LoopsweepCommand.fullMessage(for: error))
                }
                return code
            }
        }
    }
}
