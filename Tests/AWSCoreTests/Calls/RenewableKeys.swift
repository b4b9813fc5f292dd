import AWSCore
import AWSSigning
import Support
import Synchronization

/// Keys `K1`, `K2`, … of which the next takes the place of the one that was refused.
final class RenewableKeys: RefreshableCredentials {
    /// The number of the key that is held.
    private let number = Mutex(1)
    /// The number of the last key that there is; after it nothing is given.
    private let last: Int

    /// Makes keys up to a number.
    init(last: Int = .max) {
        self.last = last
    }

    /// The number of the key that is held.
    var held: Int { number.withLock { $0 } }

    /// Gives the key that is held.
    ///
    /// - Throws: `CredentialError` when the last one is used up.
    func credentials() async throws(CredentialError) -> ProvidedCredentials {
        let number = held
        guard number <= last else { throw CredentialError(.refused, "no more keys") }
        return ProvidedCredentials(
            keys: AWSCredentials(accessKeyID: "K\(number)", secretAccessKey: Secret("s")),
            source: "test"
        )
    }

    /// Moves on to the next key if the one that was refused is still held.
    func invalidate(_ keys: AWSCredentials) async {
        number.withLock { if keys.accessKeyID == "K\($0)" { $0 += 1 } }
    }
}
