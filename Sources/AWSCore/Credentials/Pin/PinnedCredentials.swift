package import AWSSigning
import Synchronization

/// Gives a run keys of one account only: that of the first ones.
///
/// A profile may come to name other keys while a run is under way. They are used when it is shown that they are of the
/// same account: by their source, by a witness such as STS, or by a loop already known. Until then no call is made with
/// them, so that no loop is judged missing by another account's word.
package final class PinnedCredentials: RefreshableCredentials {
    private let source: any RefreshableCredentials
    /// Who is asked whose keys are, one after the other.
    private let witnesses: [any AccountWitness]
    private let evidence: any AccountEvidence
    /// The time by the clock that limits are measured with.
    private let uptime: @Sendable () -> Duration
    private let pin = Mutex(AccountPin())
    private let caller = Mutex<String?>(nil)
    private let waiters = Waiters()

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
    /// - Throws: `CredentialError` when there are none; `otherAccount` or `refused` when there are others, with which no
    ///   call is made; `unreachable` when it cannot be found out just now; `cancelled` when the caller's task is.
    package func credentials() async throws(CredentialError) -> ProvidedCredentials {
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

    package func invalidate(_ keys: AWSCredentials) async { await source.invalidate(keys) }

    /// Whom AWS takes the first keys' owner for; nil until `account` has found it out, or when no one tells.
    package var callerARN: String? { caller.withLock { $0 } }

    /// Finds out the account that the run begins with, before its first call; nil when no one tells.
    package func account() async throws(CredentialError) -> String? {
        let provided = try await credentials()
        caller.withLock { $0 = provided.callerARN }
        if let known = pin.withLock({ $0.account }) { return known }
        for witness in witnesses {
            guard case .account(let account, let arn) = try await witness.account(of: provided) else { continue }
            pin.withLock { $0.pin(account) }
            caller.withLock { $0 = arn }
            return account
        }
        return nil
    }

    /// Makes sure that the keys which the command begins with are of an account that is known from before.
    ///
    /// - Throws: `CredentialError`, `otherAccount` or `refused`, when they are of another or nothing shows whose they are;
    ///   `unreachable` when it cannot be found out just now; `cancelled` when the caller's task is.
    package func confirm(_ account: String) async throws(CredentialError) {
        let provided = try await credentials()
        if case .refused(let error) = try await testimony(on: provided, expecting: account) { throw error }
        pin.withLock { $0.pin(account) }
    }

    /// Finds out whose keys are, and wakes all who wait for that; a refusal is kept for all and not thrown.
    private func prove(_ provided: ProvidedCredentials) async throws(CredentialError) {
        var verdict = AccountPin.Verdict.open
        defer {
            pin.withLock { $0.take(verdict, on: provided, at: uptime()) }
            waiters.wakeAll()
        }
        verdict = try await self.verdict(on: provided)
    }

    /// Finds out whose keys are; an error says that it was cancelled, or cannot be found out just now.
    private func verdict(on provided: ProvidedCredentials) async throws(CredentialError) -> AccountPin.Verdict {
        let pinned = pin.withLock { $0.account }
        guard pinned != nil || evidence.isAny else { return .same(account: provided.accountID) }
        guard let known = evidence.account ?? pinned else {
            let reason = "no one has told which account the run began in"
            return .refused(.unproven(provided.source, [reason], isPassing: false))
        }
        if let told = provided.accountID, told != known, told != pinned {
            return .refused(.otherAccount(told, insteadOf: known, provided.source))
        }
        return try await testimony(on: provided, expecting: known)
    }

    /// Finds out whether keys are of an account: by their source, by a witness, or, last, by what someone wrote beside them.
    private func testimony(
        on provided: ProvidedCredentials,
        expecting known: String
    ) async throws(CredentialError) -> AccountPin.Verdict {
        if provided.accountID != nil, !provided.isAccountWritten { return .same(account: known) }
        var reasons: [String] = []
        var isPassing = false
        for witness in witnesses {
            switch try await witness.account(of: provided) {
            case .account(known, _): return .same(account: known)
            case .account(let other, _): return .refused(.otherAccount(other, insteadOf: known, provided.source))
            // The last one, which is the service itself, decides whether another try may bring more.
            case .unknown(let reason): (reasons, isPassing) = (reasons + [reason], false)
            case .unreachable(let reason): (reasons, isPassing) = (reasons + [reason], true)
            }
        }
        if provided.accountID != nil { return .same(account: known) }
        let error = CredentialError.unproven(provided.source, reasons, isPassing: isPassing)
        guard !isPassing else { throw error }
        return .refused(error)
    }
}

extension CredentialError {
    fileprivate static func otherAccount(_ other: String, insteadOf known: String, _ source: String) -> Self {
        CredentialError(
            .otherAccount,
            "the credentials are not those that the run began with, and are of another account: the run began in account "
                + "\(known), and \(source) gives keys of account \(other); nothing was judged by them: bring back "
                + "credentials of account \(known), then continue with --resume"
        )
    }

    fileprivate static func unproven(_ source: String, _ reasons: [String], isPassing: Bool) -> Self {
        CredentialError(
            isPassing ? .unreachable : .refused,
            "the credentials are not those that the run began with, and nothing shows that \(source) is of the same "
                + "account (\(reasons.joined(separator: "; "))); nothing was judged by them: bring back the first ones, or "
                + "name the account (aws_account_id in the profile), then continue with --resume"
        )
    }
}
