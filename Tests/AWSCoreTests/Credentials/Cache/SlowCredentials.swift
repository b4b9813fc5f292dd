@testable import AWSCore
import AWSSigning
import Synchronization
import TestSupport

/// A source that takes a second of virtual time, then gives what its script says, and counts how often it is asked.
final class SlowCredentials: CredentialProvider {
    /// What the source gives, one for each question; the last is given again and again.
    private let script: [Result<ProvidedCredentials, CredentialError>]
    /// The clock.
    private let time: VirtualTime
    /// How often the source was asked.
    private let asked = Mutex(0)

    /// Makes a source.
    init(_ script: [Result<ProvidedCredentials, CredentialError>], time: VirtualTime) {
        self.script = script
        self.time = time
    }

    /// How often the source was asked.
    var questions: Int { asked.withLock { $0 } }

    /// Gives what the script says after a second.
    ///
    /// - Throws: `CredentialError` of the script, or `cancelled` when the task is cancelled in that second.
    func credentials() async throws(CredentialError) -> ProvidedCredentials {
        let number = asked.withLock { asked in
            defer { asked += 1 }
            return asked
        }
        do {
            try await time.sleep(for: .seconds(1))
        } catch {
            throw .cancelled
        }
        return try script[min(number, script.count - 1)].get()
    }
}
