import AWSSigning

/// The account that a run began with, and the keys that were shown to be of it; it decides, and does nothing itself.
struct AccountPin: Sendable {
    enum Advice: Hashable, Sendable {
        /// Sign with them; they are used in the place of others since a moment, nil for the first.
        case use(since: Duration?)
        /// Find out whose they are, and say so: no one else does.
        case prove
        /// Wait until the one who finds out has done so, and come back.
        case wait
        case refuse(CredentialError)
    }

    enum Verdict: Hashable, Sendable {
        /// They are of the run's account; nil when no one tells which that is, and nothing was judged yet.
        case same(account: String?)
        /// They are of another, or it cannot be shown: no call is ever made with them.
        case refused(CredentialError)
        case open
    }

    /// The account, twelve digits; nil while no one has told it.
    private(set) var account: String?
    /// The id of the keys in use; nil before there are any.
    private var keyInUse: String?
    /// Since when they have been in use; nil for the first.
    private var since: Duration?
    /// The ids of the keys that are of the account.
    private var proven: Set<String> = []
    /// Why no call is made with other keys, by their ids.
    private var refused: [String: CredentialError] = [:]
    private(set) var isProving = false

    /// Decides what is done with keys that the source gave, of which the first are those that the run begins with.
    ///
    /// After `prove` the caller says with `take` what came of it. The moments are by the clock that limits are measured with.
    mutating func advice(on credentials: ProvidedCredentials, at now: Duration) -> Advice {
        let key = credentials.keys.accessKeyID
        if key == keyInUse { return .use(since: since) }
        if keyInUse == nil {
            keyInUse = key
            account = credentials.accountID
            proven.insert(key)
            return .use(since: nil)
        }
        if let error = refused[key] { return .refuse(error) }
        if proven.contains(key) {
            use(key, since: now)
            return .use(since: now)
        }
        guard !isProving else { return .wait }
        isProving = true
        return .prove
    }

    /// Takes what came of finding out whose keys are.
    mutating func take(_ verdict: Verdict, on credentials: ProvidedCredentials, at now: Duration) {
        isProving = false
        switch verdict {
        case .same(let told):
            account = account ?? told
            use(credentials.keys.accessKeyID, since: now)
        case .refused(let error): refused[credentials.keys.accessKeyID] = error
        case .open: break
        }
    }

    /// Takes note of the account of the keys that the run begins with, where their source did not tell it.
    mutating func pin(_ account: String) { self.account = self.account ?? account }

    private mutating func use(_ key: String, since moment: Duration) {
        keyInUse = key
        since = moment
        proven.insert(key)
    }
}
