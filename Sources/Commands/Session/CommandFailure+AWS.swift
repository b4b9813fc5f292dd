import AWSCore
import CleanupEngine

extension CommandFailure {
    /// Makes the failure of a command that does not know where to call.
    init(_ error: AWSConfigurationError) {
        switch error.kind {
        case .configuration: self.init(.wrongTarget, "\(error)")
        case .usage: self.init(.usage, "\(error)")
        }
    }

    /// Makes the failure of a command that does not know who it is.
    init(_ error: CredentialsError) {
        switch error.kind {
        case .absent, .configuration, .refused: self.init(.access, "\(error)")
        case .otherAccount: self.init(.wrongTarget, "\(error)")
        case .unreachable: self.init(.temporary, "\(error)")
        case .cancelled: self.init(.interrupted, "\(error)")
        }
    }
}
