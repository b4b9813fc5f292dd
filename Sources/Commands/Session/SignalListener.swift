import CleanupEngine
import Glibc
import UnixSignals

/// Listens for the signals that ask the process to end, for as long as a body of work takes.
enum SignalListener {
    /// Runs a body while signals are turned into a stop request; the second signal ends the process at once.
    ///
    /// - Parameters:
    ///   - console: where the first signal is answered.
    ///   - stopRequest: what the first signal raises.
    ///   - body: the work.
    /// - Returns: what the body returns.
    /// - Throws: what the body throws.
    static func listen<Output: Sendable>(
        _ console: Console,
        raising stopRequest: StopRequest,
        _ body: () async throws -> Output
    ) async throws -> Output {
        if let take = CommandEnvironment.current.takeStopRequest {
            take(stopRequest)
            return try await body()
        }
        let signals = await UnixSignalsSequence(trapping: listened)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await signal in signals {
                    let stopSignal = StopSignal(signal)
                    if let first = stopRequest.signal { _exit(first.exitCode.rawValue) }
                    console.show(
                        "\nloopsweep: \(signal): ending; calls in flight get 10 s. Once more to exit at once\n"
                    )
                    stopRequest.raise(stopSignal)
                }
            }
            defer { group.cancelAll() }
            return try await body()
        }
    }

    /// The signals that are listened for: one that was ignored when the process began stays so, as under `nohup`.
    private static var listened: [UnixSignal] {
        let numbers: [(Int32, UnixSignal)] = [(SIGINT, .sigint), (SIGTERM, .sigterm), (SIGHUP, .sighup)]
        return numbers.filter { number, _ in !isIgnored(number) }.map { $1 }
    }

    /// Whether the process ignores a signal.
    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        // The call writes to the structure that it is lent, and keeps nothing of it; the handler is only compared, not called.
        guard unsafe sigaction(number, nil, &action) == 0 else { return false }
        return unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}

extension StopSignal {
    /// Takes a signal of the system; those that are not listened for do not come.
    fileprivate init(_ signal: UnixSignal) {
        switch signal {
        case .sigint: self = .interrupt
        case .sighup: self = .hangup
        default: self = .terminate
        }
    }

    /// What a process that a signal ended tells its caller.
    var exitCode: ExitCode { self == .interrupt ? .interrupted : .terminated }
}
