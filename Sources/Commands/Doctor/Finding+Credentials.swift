import AWSSigning
import AWSCore
import CleanupEngine
import CleanupReport
import HumanLoops

extension Finding {
    /// How long before their end credentials are worth a warning, when nothing renews them.
    private static let shortTime: Duration = .seconds(15 * 60)

    /// Judges the keys to sign with.
    ///
    /// - Parameters:
    ///   - credentials: the keys, or why there are none.
    ///   - now: the moment.
    init(credentials: Result<ProvidedCredentials, CredentialsError>, now: Timestamp) {
        switch credentials {
        case .failure(let error):
            self.init(.credentials, problem: error.description, CommandFailure(error).exitCode)
        case .success(let provided):
            let id = provided.keys.accessKeyID
            self.init(
                .credentials,
                .ok,
                "\(Self.masked(id)) from \(provided.source)",
                value: id,
                source: provided.source
            )
            guard let expiresAt = provided.expiresAt else { return }
            let end = Timestamp(millisecondsSinceEpoch: expiresAt * 1_000)
            text += ", until \(end)"
            details.append(Detail("expiresAt", end.description))
            guard end - now < Self.shortTime else { return }
            verdict = .warning
            advice = "they end soon: unless their source gives new ones, sign in again before a long run"
        }
    }

    /// The first and the last four characters of an access key's id, by which its owner knows it.
    private static func masked(_ id: String) -> String {
        id.count > 12 ? "\(id.prefix(4))****\(id.suffix(4))" : "\(id.prefix(2))****"
    }
}
