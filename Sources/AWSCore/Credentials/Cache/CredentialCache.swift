package import AWSSigning
import Synchronization

/// Keeps what a provider gives, and asks it again in time; it stands in front of all other providers.
///
/// However many need credentials at once, one of them asks the provider and the others wait for what it gets. When that
/// one is cancelled, another of them takes over.
package final class CredentialCache: RefreshableCredentials {
    private let provider: any CredentialProvider
    private let environment: CallEnvironment
    private let warn: @Sendable (String) -> Void
    private let cached = Mutex(CachedCredentials())
    private let waiters = Waiters()

    /// Puts a cache in front of a provider; `warn` is told, in a sentence, when credentials could not be renewed.
    package init(
        _ provider: some CredentialProvider,
        environment: CallEnvironment,
        warn: @escaping @Sendable (String) -> Void
    ) {
        self.provider = provider
        self.environment = environment
        self.warn = warn
    }

    /// Gives credentials that are valid, as far as this machine can tell.
    ///
    /// When the old ones are over and the source fails, it is waited for up to five minutes, if it ever gave any.
    ///
    /// - Throws: `CredentialError` when there are none and the provider gives none; `cancelled` when the caller's task is.
    package func credentials() async throws(CredentialError) -> ProvidedCredentials {
        while true {
            let advice = cached.withLock { $0.advice(at: environment.secondsSinceEpoch()) }
            switch advice {
            case .use(let credentials): return credentials
            case .fail(let error): throw error
            case .refresh: try await refresh()
            case .wait:
                await waiters.wait { cached.withLock { $0.isRefreshing } }
                if Task.isCancelled { throw .cancelled }
            case .comeBack(let seconds):
                do {
                    try await environment.sleep(.seconds(seconds))
                } catch {
                    throw .cancelled
                }
            }
        }
    }

    /// Forgets keys that the service has refused, so that the next one who asks gets newer ones.
    package func invalidate(_ keys: AWSCredentials) async {
        let now = environment.secondsSinceEpoch()
        cached.withLock { $0.invalidate(keys, at: now) }
    }

    /// Asks the provider, and wakes all who wait for it; only `cancelled` is thrown, what else fails is kept for all.
    private func refresh() async throws(CredentialError) {
        let result: Result<ProvidedCredentials, CredentialError>
        do {
            result = .success(try await provider.credentials())
        } catch {
            result = .failure(error)
        }
        let now = environment.secondsSinceEpoch()
        let fraction = environment.fraction()
        let (survives, isWaitedFor) = cached.withLock { cached in
            cached.take(result, at: now, fraction: fraction)
            return (cached.holdsUsable(at: now), cached.isWaitedFor(at: now))
        }
        waiters.wakeAll()
        switch result {
        case .success(let credentials):
            guard let expiresAt = credentials.expiresAt, expiresAt <= now else { return }
            warn("AWS credentials that seem to have expired already are used: \(credentials.source)")
        case .failure(let error):
            if error.kind == .cancelled { throw error }
            if survives { warn("the AWS credentials could not be renewed, and the old ones are used on: \(error)") }
            if isWaitedFor { warn("the AWS credentials could not be renewed, and the calls wait for them: \(error)") }
        }
    }
}

/// Those who wait until another has done something for them all.
final class Waiters: Sendable {
    /// Those who wait, by numbers, and the next number.
    private let state = Mutex((continuations: [Int: CheckedContinuation<Void, Never>](), next: 0))

    /// Waits until all are woken, or the caller's task is cancelled.
    ///
    /// Whether there is still something to wait for is asked once, while no one can be woken.
    func wait(whileNeeded isNeeded: () -> Bool) async {
        let number = state.withLock { state in
            defer { state.next += 1 }
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    guard !Task.isCancelled, isNeeded() else { return true }
                    state.continuations[number] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { $0.continuations.removeValue(forKey: number) }
            waiter?.resume()
        }
    }

    /// Wakes all who wait; what they wait for must be over by then.
    func wakeAll() {
        let woken = state.withLock { state in
            defer { state.continuations = [:] }
            return Array(state.continuations.values)
        }
        for waiter in woken { waiter.resume() }
    }
}
