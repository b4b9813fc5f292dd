import ArgumentParser
import AWSCore
package import CleanupEngine
import CleanupJournal
import FoundationEssentials
import Glibc
package import HumanLoops
package import Support

/// The world of a command: time, variables, outputs, the operator, signals, randomness, and the service.
///
/// A process has its own; `Tests/soak` puts another one in its place for the length of a command.
package struct CommandEnvironment: Sendable {
    /// The environment of the command that is running.
    @TaskLocal package static var current = CommandEnvironment()

    package var clock = RunClock.process
    /// Reads the calendar's time, which may jump.
    package var now: @Sendable () -> Timestamp = WallClock.processTime
    /// The name of the machine.
    package var host: String? = ProcessInfo.processInfo.hostName
    package var variables = ProcessInfo.processInfo.environment
    /// Nil for standard output.
    package var results: (any ByteSink)?
    /// Everything but results; nil for standard error.
    package var messages: (any ByteSink)?
    /// Whether the operator types a manifest's name; nil to ask on the terminal, if there is one.
    package var consent: (@Sendable (String) async -> Bool)?
    /// Takes what a signal raises; nil to listen for the signals of the process.
    package var takeStopRequest: (@Sendable (StopRequest) -> Void)?
    /// Connects to a service in the wanted region, and says where it is; nil for AWS or a simulator.
    package var connect:
        (@Sendable (String?) async -> (any HumanLoopService, account: String?, region: String, endpoint: String))?
    package var makeGenerator: @Sendable () -> any RandomNumberGenerator & Sendable = { SystemRandomNumberGenerator() }
    package var makeRunID: @Sendable () -> String = {
        CallEnvironment.randomID { UInt64.random(in: .min ... .max) }
    }

    package init() {}

    /// Runs a command line, without the program's name, and returns its exit code.
    @concurrent
    package func carryOut(_ arguments: [String]) async -> Int32 {
        await Self.$current.withValue(self) {
            if let problem = CommandLineProblem(unknownCommandIn: arguments) { return Self.refuse(problem) }
            do {
                var command = try LoopsweepCommand.parseAsRoot(arguments)
                if var command = command as? any AsyncParsableCommand {
                    try await command.run()
                } else {
                    try command.run()
                }
                return CleanupEngine.ExitCode.success.rawValue
            } catch let code as ArgumentParser.ExitCode {
                return code.rawValue
            } catch let error where LoopsweepCommand.exitCode(for: error).isSuccess {
                return Self.show(LoopsweepCommand.fullMessage(for: error))
            } catch let error where LoopsweepCommand.exitCode(for: error) != .validationFailure {
                Console.current.say("loopsweep: error: \(LoopsweepCommand.message(for: error))")
                return LoopsweepCommand.exitCode(for: error).rawValue
            } catch {
                return Self.refuse(CommandLineProblem(LoopsweepCommand.message(for: error), in: arguments))
            }
        }
    }

    /// Says why a command line is refused, and returns the exit code.
    private static func refuse(_ problem: CommandLineProblem) -> Int32 {
        let console = Console.current
        for line in problem.lines { console.say(line) }
        return CleanupEngine.ExitCode.usage.rawValue
    }

    /// Writes a text that was asked for, such as the help, and returns the exit code.
    private static func show(_ text: String) -> Int32 {
        let console = Console.current
        do throws(ReportWriteError) {
            try console.results.write(text.last?.isNewline ?? true ? text : text + "\n")
            try console.results.flush()
            return CleanupEngine.ExitCode.success.rawValue
        } catch {
            console.say("loopsweep: error: \(error)")
            return error.exitCode.rawValue
        }
    }
}

/// The clock of a command: the system's own, or that of a test.
package struct RunClock: Clock {
    /// Where the time of every clock begins.
    fileprivate static let beginning = ContinuousClock.now

    /// It runs on while the machine is suspended.
    static let process = RunClock(
        elapsed: { beginning.duration(to: .now) },
        sleep: { try await ContinuousClock().sleep(until: beginning.advanced(by: $0), tolerance: $1) }
    )

    /// The time since the clock's beginning.
    private let elapsed: @Sendable () -> Duration
    /// Sleeps until so long after the clock's beginning, with a tolerance.
    private let sleep: @Sendable (Duration, Duration?) async throws -> Void

    /// `sleep` throws when its task is cancelled.
    package init(
        elapsed: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration, Duration?) async throws -> Void
    ) {
        self.elapsed = elapsed
        self.sleep = sleep
    }

    package var now: ContinuousClock.Instant { Self.beginning.advanced(by: elapsed()) }

    /// As small as its source allows.
    package var minimumResolution: Duration { .zero }

    package func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
        try await sleep(Self.beginning.duration(to: deadline), tolerance)
    }
}

/// The calendar's time, which may jump.
enum WallClock {
    static func now() -> Timestamp { CommandEnvironment.current.now() }

    /// The system's time, to the millisecond.
    static func processTime() -> Timestamp {
        var time = timespec()
        // The call fills the structure that it is lent; this clock cannot fail.
        _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(millisecondsSinceEpoch: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

extension CallEnvironment {
    /// The clock and the randomness of this process.
    static let process = CallEnvironment(
        secondsSinceEpoch: { WallClock.now().millisecondsSinceEpoch / 1_000 },
        uptime: { RunClock.beginning.duration(to: .now) },
        sleep: { try await ContinuousClock().sleep(for: $0) },
        randomBits: { .random(in: .min ... .max) }
    )
}
