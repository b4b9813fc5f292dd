import ArgumentParser
import AWSCore
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

extension CommandFailure {
    /// Makes the failure of a command that does not know where to call.
    init(_ error: AWSConfigurationError) {
        switch error.kind {
        case .configuration: self.init(.wrongTarget, "\(error)")
        case .usage: self.init(.usage, "\(error)")
        }
    }

    /// Makes the failure of a command that does not know who it is.
    init(_ error: CredentialError) {
        switch error.kind {
        case .absent, .configuration, .refused: self.init(.access, "\(error)")
        case .otherAccount: self.init(.wrongTarget, "\(error)")
        case .unreachable: self.init(.temporary, "\(error)")
        case .cancelled: self.init(.interrupted, "\(error)")
        }
    }
}
