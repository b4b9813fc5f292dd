import Subprocess
package import Support
import SystemPackage

/// What runs programs, without a shell.
package protocol ProcessRunner: Sendable {
    /// Runs a program to its end, well or not, with nothing to read from; the arguments begin with the program.
    func run(_ arguments: Secret<[String]>) async throws(ProcessRunningError) -> ProcessEnding
}

/// How a program ended, and what it wrote.
package struct ProcessEnding: Sendable {
    /// How the program ended, in words, such as `exit code 1`; nil when it ended well.
    package let trouble: String?
    package let output: Secret<[UInt8]>
    package let messages: String

    package init(trouble: String?, output: Secret<[UInt8]>, messages: String) {
        self.trouble = trouble
        self.output = output
        self.messages = messages
    }
}

/// Why a program could not be run to its end.
package enum ProcessRunningError: Error, Hashable, Sendable {
    /// It could not be started, or not be read from; the reason in a few words.
    case failed(reason: String)
    case timedOut(after: Duration)
    case cancelled
}

/// Runs programs on this machine, each for a limited time.
package struct LocalProcessRunner: ProcessRunner {
    /// The most that a program may write to either output, in bytes: credentials are far shorter, but some tell much.
    private static let maximumOutput = 16 << 20

    /// How much of a program's messages is kept, in bytes.
    private static let keptMessages = 64 << 10

    /// How long a program may take: some wait for a person in a browser.
    private static let limit = Duration.seconds(300)

    private let sleep: @Sendable (Duration) async throws -> Void

    /// Makes a runner; `sleep` throws when the task is cancelled.
    package init(sleep: @escaping @Sendable (Duration) async throws -> Void) { self.sleep = sleep }

    /// Runs a program to its end, with nothing to read from; one that takes too long is ended.
    package func run(_ arguments: Secret<[String]>) async throws(ProcessRunningError) -> ProcessEnding {
        let first = await withTaskGroup(of: Result<ProcessEnding, ProcessRunningError>.self) { group in
            group.addTask { await Self.spawn(arguments) }
            group.addTask { [sleep] in
                do {
                    try await sleep(Self.limit)
                } catch {
                    return .failure(.cancelled)
                }
                return .failure(.timedOut(after: Self.limit))
            }
            defer { group.cancelAll() }
            return await group.next() ?? .failure(.cancelled)
        }
        return try first.get()
    }

    /// Runs a program for as long as it takes; when the task is cancelled, the program is ended.
    private static func spawn(_ arguments: Secret<[String]>) async -> Result<ProcessEnding, ProcessRunningError> {
        guard let program = arguments.exposed.first else { return .failure(.failed(reason: "it has no name")) }
        var options = PlatformOptions()
        options.teardownSequence = [.send(signal: .terminate, allowedDurationToNextStep: .seconds(1))]
        do {
            let result = try await Subprocess.run(
                program.contains("/") ? .path(FilePath(program)) : .name(program),
                arguments: Arguments(Array(arguments.exposed.dropFirst())),
                platformOptions: options,
                input: .none,
                output: .bytes(limit: maximumOutput),
                error: .bytes(limit: maximumOutput)
            )
            if Task.isCancelled { return .failure(.cancelled) }
            return .success(
                ProcessEnding(
                    trouble: trouble(of: result.terminationStatus),
                    output: Secret(result.standardOutput),
                    messages: String(decoding: result.standardError.prefix(keptMessages), as: UTF8.self)
                )
            )
        } catch is CancellationError {
            return .failure(.cancelled)
        } catch let error as SubprocessError {
            return .failure(Task.isCancelled ? .cancelled : .failed(reason: reason(of: error)))
        } catch {
            return .failure(.failed(reason: "\(error)"))
        }
    }

    /// Names the trouble in a few words; the program's own output is not among them.
    private static func reason(of error: SubprocessError) -> String {
        switch error.code {
        case .executableNotFound: "it is not found, or cannot be executed"
        case .outputLimitExceeded: "it writes more than \(maximumOutput) bytes"
        default: error.underlyingError.map { "\($0)" } ?? "it cannot be started"
        }
    }

    private static func trouble(of status: TerminationStatus) -> String? {
        switch status {
        case .exited(0): nil
        case .exited(let code): "exit code \(code)"
        case .signaled(let signal): "signal \(signal)"
        }
    }
}
