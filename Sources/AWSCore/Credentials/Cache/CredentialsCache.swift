package import AWSSigning
import Synchronization

/// Keeps what a provider gives, and asks it again in time; it stands in front of all other providers.
///
/// However many need credentials at once, one of them asks the provider and the others wait for what it gets. When that
/// one is cancelled, another of them takes over.
package final class CredentialsCache: RefreshableCredentials {
    /// What is kept, and who waits.
    private struct State: Sendable {
        /// What is kept.
        var shelf = CredentialsShelf()
        /// Those who wait for the one that asks the provider, by number.
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
        /// The number of the next who waits.
        var nextWaiter = 0
    }

    /// What gives credentials.
    private let provider: any CredentialsProvider
    /// The time and chance.
    private let surroundings: CallSurroundings
    /// Is told, in a sentence, when credentials could not be renewed and the old ones are used on.
    private let warn: @Sendable (String) -> Void
    /// What is kept, and who waits.
    private let state = Mutex(State())

    /// Puts a cache in front of a provider.
    ///
    /// - Parameters:
    ///   - provider: what gives credentials.
    ///   - surroundings: the time and chance.
    ///   - warn: is told when credentials could not be renewed and the old ones are used on.
    package init(
        _ provider: some CredentialsProvider,
        surroundings: CallSurroundings,
        warn: @escaping @Sendable (String) -> Void
    ) {
        self.provider = provider
        self.surroundings = surroundings
        self.warn = warn
    }

    /// Gives credentials that are valid, as far as this machine can tell.
    ///
    /// - Throws: `CredentialsError` when there are none and the provider gives none; `cancelled` when the caller's task is.
    package func credentials() async throws(CredentialsError) -> ProvidedCredentials {
        while true {
            let advice = state.withLock { $0.shelf.advice(at: surroundings.secondsSinceEpoch()) }
            switch advice {
            case .use(let credentials): return credentials
            case .fail(let error): throw error
            case .refresh: try await refresh()
            case .wait:
                await waitForRefresh()
                if Task.isCancelled { throw .cancelled }
            }
        }
    }

    /// Forgets keys that the service has refused, so that the next one who asks gets newer ones.
    package func invalidate(_ keys: AWSCredentials) async {
        let now = surroundings.secondsSinceEpoch()
        state.withLock { $0.shelf.invalidate(keys, at: now) }
    }

    /// Asks the provider, and wakes all who wait for it.
    ///
    /// - Throws: `CredentialsError` when the question was cancelled; what else fails is kept for all who come.
    private func refresh() async throws(CredentialsError) {
        let result: Result<ProvidedCredentials, CredentialsError>
        do {
            result = .success(try await provider.credentials())
        } catch {
            result = .failure(error)
        }
        let now = surroundings.secondsSinceEpoch()
        let fraction = surroundings.fraction()
        let (waiters, survives) = state.withLock { state in
            state.shelf.take(result, at: now, fraction: fraction)
            defer { state.waiters = [:] }
            return (Array(state.waiters.values), state.shelf.holdsUsable(at: now))
        }
        for waiter in waiters { waiter.resume() }
        switch result {
        case .success(let credentials):
            guard let expiresAt = credentials.expiresAt, expiresAt <= now else { return }
            warn("AWS credentials that seem to have expired already are used: \(credentials.source)")
        case .failure(let error):
            if error.kind == .cancelled { throw error }
            if survives { warn("the AWS credentials could not be renewed, and the old ones are used on: \(error)") }
        }
    }

    /// Waits until the provider has been asked, or the caller's task is cancelled.
    private func waitForRefresh() async {
        let number = state.withLock { state in
            defer { state.nextWaiter += 1 }
            return state.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    guard !Task.isCancelled, state.shelf.isRefreshing else { return true }
                    state.waiters[number] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { $0.waiters.removeValue(forKey: number) }
            waiter?.resume()
        }
    }
}
