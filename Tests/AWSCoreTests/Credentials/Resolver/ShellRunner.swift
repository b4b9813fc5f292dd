@testable import AWSCore
import AWSSigning
import Support

/// Hands a command line to a shell, as the AWS SDK for Rust does; this program itself never does.
struct ShellRunner: ProcessRunner {
    /// What runs the shell.
    private let runner = LocalProcessRunner { try await ContinuousClock().sleep(for: $0) }

    /// Runs the words of a command line in a shell.
    ///
    /// - Throws: `ProcessRunningError` when the shell cannot be run.
    func run(_ arguments: Secret<[String]>) async throws(ProcessRunningError) -> ProcessEnding {
        try await runner.run(Secret(["/bin/sh", "-c", arguments.exposed.joined(separator: " ")]))
    }
}
