import ArgumentParser
import CleanupEngine

/// Why a command ends without having done its work: one line for a person and the exit code.
struct CommandFailure: Error, Hashable {
    /// What the process tells its caller.
    let exitCode: CleanupEngine.ExitCode
    /// What is wrong, where, and the way out; without a full stop.
    let message: String

    /// Makes a failure from its parts.
    init(_ exitCode: CleanupEngine.ExitCode, _ message: String) {
        self.exitCode = exitCode
        self.message = message
    }
}
