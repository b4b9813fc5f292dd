package import AWSSigning
import Synchronization

/// Gives a run keys of one account only: that of the first ones.
///
/// A profile may come to name other keys while a run is under way. They are used when it is shown that they are of the
/// same account: by their source, by a witness such as STS, or by a loop already known. Until then no call is made with
/// them, so that no loop is judged missing by another account's word.
package final class PinnedCredentials: RefreshableCredentials {
    /// What gives the keys.
    private let source: any RefreshableCredentials
    /// Who is asked whose keys are, one after the other.
    private let witnesses: [any AccountWitness]
    /// What the run has learnt of its account.
    private let evidence: any AccountEvidence
    /// The time by the clock that limits are measured with.
    private let uptime: @Sendable () -> Duration
    /// The account, and whose keys are known.
    private let pin = Mutex(AccountPin())
    /// Those who wait for the one that finds out whose keys are.
    private let waiters = Waiters()

    /// Puts a pin in front of a source.
    ///
    /// - Parameters:
    ///   - source: what gives the keys.
    ///   - witnesses: who is asked whose keys are, one after the other.
    ///   - evidence: what the run has learnt of its account.
    ///   - uptime: the time by the clock that limits are measured with.
    package init(
        _ source: some RefreshableCredentials,
        witnesses: [any AccountWitness],
        evidence: any AccountEvidence,
        uptime: @escaping @Sendable () -> Duration
    ) {
        self.source = source
        self.witnesses = witnesses
        self.evidence = evidence
        self.uptime = uptime
    }

    /// Gives keys of the run's account.
    ///
    /// - Throws: `CredentialsError` when there are none; `otherAccount` or `refused` when there are others, with which no
    ///   call is made; `unreachable` when it cannot be found out just now; `cancelled` when the caller's task is.
    package func credentials() async throws(CredentialsError) -> ProvidedCredentials {
        while true {
            var provided = try await source.credentials()
            switch pin.withLock({ $0.advice(on: provided, at: uptime()) }) {
            case .use(let since):
                provided.inUseSince = since
                return provided
            case .refuse(let error): throw error
            case .prove: try await prove(provided)
            case .wait:
                await waiters.wait { pin.withLock { $0.isProving } }
                if Task.isCancelled { throw .cancelled }
            }
        }
    }

    /// Forgets keys that the service has refused, so that the next one who asks gets newer ones.
    package func invalidate(_ keys: AWSCredentials) async {
        await source.invalidate(keys)
    }

    /// Finds out the account that the run begins with, before its first call.
    ///
    /// - Returns: nil when neither the source of the keys nor a witness tells.
    /// - Throws: `CredentialsError` when there are no keys, or the caller's task is cancelled.
    package func account() async throws(CredentialsError) -> String? {
        let provided = try await credentials()
        if let known = pin.withLock({ $0.account }) { return known }
        for witness in witnesses {
            guard case .account(let account) = try await witness.account(of: provided) else { continue }
            pin.withLock { $0.pin(account) }
            return account
        }
        return nil
    }

    /// Makes sure that the keys which the command begins with are of an account that is known from before.
    ///
    /// - Throws: `CredentialsError`, `otherAccount` or `refused`, when they are of another or nothing shows whose they are;
    ///   `unreachable` when it cannot be found out just now; `cancelled` when the caller's task is.
    package func confirm(_ account: String) async throws(CredentialsError) {
        let provided = try await credentials()
        if case .refused(let error) = try await testimony(on: provided, expecting: account) { throw error }
        pin.withLock { $0.pin(account) }
    }

    /// Finds out whose keys are, and wakes all who wait for that.
    ///
    /// - Throws: `CredentialsError` when it was cancelled or cannot be found out just now; a refusal is kept for all.
    private func prove(_ provided: ProvidedCredentials) async throws(CredentialsError) {
        let result: Result<AccountPin.Verdict, CredentialsError>
        do {
            result = .success(try await verdict(on: provided))
        } catch {
            result = .failure(error)
        }
        let verdict = (try? result.get()) ?? .open
        pin.withLock { $0.take(verdict, on: provided, at: uptime()) }
        waiters.wakeAll()
        _ = try result.get()
    }

    /// Finds out whose keys are.
    ///
    /// - Throws: `CredentialsError` when it was cancelled, or a witness could not be asked just now.
    private func verdict(on provided: ProvidedCredentials) async throws(CredentialsError) -> AccountPin.Verdict {
        let pinned = pin.withLock { $0.account }
        guard pinned != nil || evidence.isAny else { return .same(account: provided.accountID) }
        guard let known = evidence.account ?? pinned else {
            let reason = "nobody has told which account the run began in"
            return .refused(.unproven(provided.source, [reason], isPassing: false))
        }
        if let told = provided.accountID, told != known, told != pinned {
            return .refused(.otherAccount(told, insteadOf: known, provided.source))
        }
        return try await testimony(on: provided, expecting: known)
    }

    /// Finds out whether keys are of an account: by their source, by a witness, or, last, by what someone wrote beside them.
    ///
    /// - Throws: `CredentialsError` when it was cancelled, or a witness could not be asked just now.
    private func testimony(
        on provided: ProvidedCredentials,
        expecting known: String
    ) async throws(CredentialsError) -> AccountPin.Verdict {
        if provided.accountID != nil, !provided.isAccountWritten { return .same(account: known) }
        var reasons: [String] = []
        var isPassing = false
        for witness in witnesses {
            switch try await witness.account(of: provided) {
            case .account(known): return .same(account: known)
            case .account(let other): return .refused(.otherAccount(other, insteadOf: known, provided.source))
            // The last one, which is the service itself, decides whether another try may bring more.
            case .unknown(let reason): (reasons, isPassing) = (reasons + [reason], false)
            case .unreachable(let reason): (reasons, isPassing) = (reasons + [reason], true)
            }
        }
        if provided.accountID != nil { return .same(account: known) }
        let error = CredentialsError.unproven(provided.source, reasons, isPassing: isPassing)
        guard !isPassing else { throw error }
        return .refused(error)
    }
}

extension CredentialsError {
    /// Tells that keys are of another account than the run's.
    fileprivate static func otherAccount(_ other: String, insteadOf known: String, _ source: String) -> Self {
        CredentialsError(
            .otherAccount,
            "the credentials are not those that the run began with, and are of another account: the run began in account "
                + "\(known), and \(source) gives keys of account \(other); nothing was judged by them: bring back "
                + "credentials of account \(known), then continue with --resume"
        )
    }

    /// Tells that no one can say whose keys are.
    fileprivate static func unproven(_ source: String, _ reasons: [String], isPassing: Bool) -> Self {
        CredentialsError(
            isPassing ? .unreachable : .refused,
            "the credentials are not those that the run began with, and nothing shows that \(source) is of the same "
                + "account (\(reasons.joined(separator: "; "))); nothing was judged by them: bring back the first ones, or "
                + "name the account (aws_account_id in the profile), then continue with --resume"
        )
    }
}
