import AWSCore
import CleanupEngine

extension CommandFailure {
    /// Makes the failure of a command that does not know who it is or where to call.
    init(_ error: AWSConfigurationError) {
        switch error.kind {
        case .credentials: self.init(.access, "\(error)")
        case .configuration: self.init(.wrongTarget, "\(error)")
        case .usage: self.init(.usage, "\(error)")
        }
    }
}
