import Support
import Synchronization

/// Keeps the signing key last derived: deriving one takes four more hashes than a signature does.
///
/// One entry is enough, because a client signs for one service in one region, and the day changes once in a day.
final class SigningKeyCache: Sendable {
    /// A key and what it was derived from.
    private struct Entry {
        /// The scope the key is for.
        var scope: CredentialScope
        /// The secret the key comes from.
        var secretAccessKey: Secret<String>
        /// The key.
        var key: SigningKey
    }

    /// The entry last made; nil before the first.
    private let entry = Mutex<Entry?>(nil)

    /// Starts without a key.
    init() {}

    /// Finds or derives the key for a scope.
    func key(secretAccessKey: Secret<String>, scope: CredentialScope) -> SigningKey {
        entry.withLock { entry in
            if let entry, entry.scope == scope, entry.secretAccessKey == secretAccessKey { return entry.key }
            let key = SigningKey(secretAccessKey: secretAccessKey, scope: scope)
            entry = Entry(scope: scope, secretAccessKey: secretAccessKey, key: key)
            return key
        }
    }
}
