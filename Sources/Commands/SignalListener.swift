import CleanupEngine
import Glibc
import UnixSignals

/// Listens for the signals that ask the process to end, for as long as a body of work takes.
enum SignalListener {
    /// How long the process may take to end after the first signal, in seconds: twice what calls in flight get.
    ///
    /// It is for what does not end by itself, such as an output without a reader.
    private static let limit: UInt32 = 20

    /// Runs a body while the first signal raises the stop request that the body gets.
    ///
    /// `farewell` is what the first signal is answered with. The second one ends the process at once, and so does the first one
    /// while there is nothing to end in good order yet, as when a file is read that never comes to its end.
    static func listen<Output: Sendable>(
        _ console: Console,
        saying farewell: String =
            "nothing new is started; calls in flight get 10 s to end, then\n  the report is written. Once more to exit at once",
        _ body: (StopRequest) async throws -> Output
    ) async throws -> Output {
        let stopRequest = StopRequest()
        if let take = CommandEnvironment.current.takeStopRequest {
            take(stopRequest)
            return try await body(stopRequest)
        }
        let signals = await UnixSignalsSequence(trapping: listened + [.sigalrm])
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                var echo = SignalEcho()
                for await signal in signals {
                    if signal != .sigalrm, echo.holds(signal.rawValue, at: RunClock.process.now) { continue }
                    if let first = stopRequest.signal {
                        say(ending(by: signal, stopRequest), console)
                        _exit(first.exitCode.rawValue)
                    }
                    guard signal != .sigalrm else { continue }
                    // The numbers are those of the system; those that are not listened for do not come.
                    let stopSignal = StopSignal(rawValue: signal.rawValue) ?? .terminate
                    guard stopRequest.isHeeded else {
                        say("\(signal): ended; nothing was called", console)
                        _exit(stopSignal.exitCode.rawValue)
                    }
                    stopRequest.raise(stopSignal)
                    alarm(limit)
                    say("\(signal): \(farewell)", console)
                }
            }
            defer {
                // Nothing that is left takes long, unless it waits for a reader: then a signal ends it.
                endAtOnceFromNowOn(stopRequest.signal)
                group.cancelAll()
            }
            return try await body(stopRequest)
        }
    }

    /// Has each signal end the process with its promised exit code, before `listen` and after it.
    ///
    /// The alarm that a first signal set ends the process with the code of that signal.
    static func endAtOnceFromNowOn(_ first: StopSignal? = nil) {
        let interrupted: @convention(c) (Int32) -> Void = { _ in _exit(StopSignal.interrupt.exitCode.rawValue) }
        let terminated: @convention(c) (Int32) -> Void = { _ in _exit(StopSignal.terminate.exitCode.rawValue) }
        if !isIgnored(SIGINT) { signal(SIGINT, interrupted) }
        for number in [SIGTERM, SIGHUP] where !isIgnored(number) { signal(number, terminated) }
        signal(SIGALRM, first == .interrupt ? interrupted : terminated)
    }

    /// Says that the process ends at once, and how to continue.
    private static func ending(by signal: UnixSignal, _ stopRequest: StopRequest) -> String {
        let again = stopRequest.signal?.rawValue == signal.rawValue ? " again" : ""
        let reason = signal == .sigalrm ? "not ended in \(limit) s" : "\(signal)\(again)"
        return "\(reason): exited at once" + (stopRequest.advice.map { ". \($0)" } ?? "")
    }

    /// Writes to standard error only where that cannot block: a process that waits for a reader hears no second signal.
    private static func say(_ text: String, _ console: Console) {
        var request = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
        // The call uses the memory that it is lent for its own length only.
        guard unsafe poll(&request, 1, 0) == 1, request.revents & Int16(POLLOUT) != 0 else { return }
        console.show("\nloopsweep: \(text)\n")
    }

    /// A signal that was ignored when the process began stays so, as under `nohup`.
    private static var listened: [UnixSignal] { [.sigint, .sigterm, .sighup].filter { !isIgnored($0.rawValue) } }

    /// Whether the process ignores a signal.
    static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        // The call writes to the structure that it is lent, and keeps nothing of it; the handler is only compared, not called.
        guard unsafe sigaction(number, nil, &action) == 0 else { return false }
        return unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}

/// Tells a signal that was sent once but comes twice: `timeout` sends it to the process and to its process group.
struct SignalEcho: Sendable {
    /// How soon after the first signal the same one is taken for it: sooner than a person presses a key twice.
    static let time = Duration.milliseconds(250)

    /// The first signal, and when it came; nil before.
    private var first: (signal: Int32, at: ContinuousClock.Instant)?

    /// Takes in a signal, and tells whether it is the first one come again.
    mutating func holds(_ signal: Int32, at now: ContinuousClock.Instant) -> Bool {
        guard let first else {
            self.first = (signal, now)
            return false
        }
        return signal == first.signal && first.at.duration(to: now) < Self.time
    }
}

extension StopSignal {
    /// What a process that a signal ended tells its caller.
    var exitCode: ExitCode { self == .interrupt ? .interrupted : .terminated }
}

/// What the process asks of the system before it does anything.
package enum ProcessStart {
    /// In bytes: what 32 calls in flight take, and its double.
    private static let leastMemory: UInt = 192 << 20
    /// Connections included.
    private static let leastFiles: UInt = 64

    /// Sets the dispositions of signals, and returns what the process does not have enough of; nil when it has.
    ///
    /// A pipe without a reader is an error of the write to it, and SIGQUIT ends the process as it ends others: the
    /// runtime's own handler would begin to trace what every thread does.
    package static func prepare() -> String? {
        signal(SIGPIPE, SIG_IGN)
        SignalListener.endAtOnceFromNowOn()
        if !SignalListener.isIgnored(SIGQUIT) { signal(SIGQUIT, SIG_DFL) }
        // Swift reads the command line from /proc: without it every command would seem to be none.
        if CommandLine.arguments.isEmpty { return "the command line cannot be read: is /proc mounted?" }
        for (resource, option) in [(RLIMIT_AS, "-v"), (RLIMIT_DATA, "-d")] {
            var limit = rlimit()
            // The call writes to the structure that it is lent, and keeps nothing of it.
            guard unsafe getrlimit(Int32(bitPattern: resource.rawValue), &limit) == 0, limit.rlim_cur < leastMemory
            else { continue }
            return "the process may have \(limit.rlim_cur >> 10) KiB of memory (ulimit \(option)), and needs "
                + "\(leastMemory >> 10)"
        }
        var files = rlimit()
        // The call writes to the structure that it is lent, and keeps nothing of it.
        if unsafe getrlimit(Int32(bitPattern: RLIMIT_NOFILE.rawValue), &files) == 0, files.rlim_cur < leastFiles {
            return "the process may have \(files.rlim_cur) files open (ulimit -n), and needs \(leastFiles)"
        }
        return nil
    }

    /// Ends the process with a line on standard error.
    package static func end(saying problem: String) -> Never {
        Console.current.say("loopsweep: error: \(problem)")
        end(ExitCode.internal.rawValue)
    }

    /// Ends the process with an exit code.
    package static func end(_ code: Int32) -> Never { exit(code) }
}
