import ArgumentParser
import AWSCore
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

/// The clock of a command: the system's own, or that of a test.
package struct RunClock: Clock {
    /// A moment, told by the time since the clock's beginning.
    package struct Instant: InstantProtocol {
        /// The time since the clock's beginning.
        package var offset: Duration

        /// The moment so much later.
        package func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }

        /// The time from this moment to another.
        package func duration(to other: Instant) -> Duration { other.offset - offset }

        /// Whether one moment is before the other.
        package static func < (earlier: Instant, later: Instant) -> Bool { earlier.offset < later.offset }
    }

    /// The clock of this process, which goes on while the machine is suspended.
    static let process = {
        let clock = ContinuousClock()
        let beginning = clock.now
        return RunClock(
            elapsed: { beginning.duration(to: clock.now) },
            sleep: { try await clock.sleep(until: beginning.advanced(by: $0), tolerance: $1) }
        )
    }()

    /// Tells the time since the clock's beginning.
    private let elapsed: @Sendable () -> Duration
    /// Sleeps until so long after the clock's beginning, with a tolerance.
    private let sleep: @Sendable (Duration, Duration?) async throws -> Void

    /// Makes a clock.
    ///
    /// - Parameters:
    ///   - elapsed: tells the time since the clock's beginning.
    ///   - sleep: sleeps until so long after that, with a tolerance; throws when its task is cancelled.
    package init(
        elapsed: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration, Duration?) async throws -> Void
    ) {
        self.elapsed = elapsed
        self.sleep = sleep
    }

    /// The moment it is.
    package var now: Instant { Instant(offset: elapsed()) }

    /// The steps of the clock are as small as its source allows.
    package var minimumResolution: Duration { .zero }

    /// Sleeps until a moment.
    ///
    /// - Throws: `CancellationError` when the task is cancelled first.
    package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try await sleep(deadline.offset, tolerance)
    }
}

/// The calendar's time, which may jump.
enum WallClock {
    /// The moment it is.
    static func now() -> Timestamp { CommandEnvironment.current.now() }

    /// The moment it is by the system's clock, to the millisecond.
    static func processTime() -> Timestamp {
        var time = timespec()
        // The call fills the structure that it is lent; this clock cannot fail.
        _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(millisecondsSinceEpoch: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

extension CallSurroundings {
    /// The surroundings of this process: its clock and the system's chance.
    static let process = CallSurroundings(
        secondsSinceEpoch: { WallClock.now().millisecondsSinceEpoch / 1_000 },
        uptime: { startOfClock.duration(to: ContinuousClock.now) },
        sleep: { try await ContinuousClock().sleep(for: $0) },
        randomBits: { SystemRandomNumberGenerator.bits() }
    )
}

/// The moment that the process's limits are measured from.
private let startOfClock = ContinuousClock.now

extension SystemRandomNumberGenerator {
    /// Sixty-four random bits.
    fileprivate static func bits() -> UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }
}
