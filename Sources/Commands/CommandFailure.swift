import ArgumentParser
import AWSCore
import CleanupEngine

/// Why a command ends without having done its work: one line for a person, without a full stop, and the exit code.
struct CommandFailure: Error, Hashable {
    let exitCode: CleanupEngine.ExitCode
    let message: String

    init(_ exitCode: CleanupEngine.ExitCode, _ message: String) {
        self.exitCode = exitCode
        self.message = message
    }

    static func usage(_ message: String) -> CommandFailure { CommandFailure(.usage, message) }

    init(_ error: AWSConfigurationError) {
        switch error.kind {
        case .configuration: self.init(.wrongTarget, "\(error)")
        case .usage: self.init(.usage, "\(error)")
        }
    }

    init(_ error: CredentialError) {
        switch error.kind {
        case .absent, .configuration, .refused: self.init(.access, "\(error)")
        case .otherAccount: self.init(.wrongTarget, "\(error)")
        case .unreachable: self.init(.temporary, "\(error)")
        case .cancelled: self.init(.interrupted, "\(error)")
        }
    }
}
