import AWSSigning

/// What is kept of credentials, and when their source is asked again; it decides, and does nothing itself.
struct CachedCredentials: Sendable {
    enum Advice: Hashable, Sendable {
        case use(ProvidedCredentials)
        /// Ask the source, and say what came of it: no one else does.
        case refresh
        /// Wait until the one who asks the source has its answer, and come back.
        case wait
        /// Come back in so many seconds: the source gave credentials before, and may do so again.
        case comeBack(after: Int64)
        case fail(CredentialError)
    }

    /// How long before credentials expire newer ones are asked for, in seconds.
    static let earlyRefresh: Int64 = 300
    /// How long the source is left alone after it has answered, in seconds.
    static let pause: Int64 = 60
    /// How long the source of credentials that outlive their expiry is left alone after it failed, in seconds; chance
    /// adds up to a half, so that a fleet of machines does not come back all at once (AWS SDKs, static stability).
    static let longPause: Int64 = 600
    /// How long those who need credentials wait for a source that gave some before and has none now, in seconds.
    static let patience: Int64 = 300
    /// The longest time between two questions while calls wait, in seconds; the first is a second, each twice the last.
    static let longestWait: Int64 = 16

    /// The credentials; nil before there are any, and when they were refused.
    private var held: ProvidedCredentials?
    /// Why the source gave none when it was asked last; nil when it did give some.
    private var failure: CredentialError?
    private var hasGiven = false
    /// How often in a row the source failed while there was nothing to sign with.
    private var failedWaits = 0
    /// Until when those who need credentials wait for the source; nil while there are usable ones.
    private var waitsUntil: Int64?
    /// When the source may be asked again, in seconds since the epoch.
    private var notBefore = Int64.min
    private(set) var isRefreshing = false
    /// The keys that were refused last, and when.
    private var refused: (keys: AWSCredentials, at: Int64)?

    /// Decides what someone who needs credentials does; after `refresh` the caller says with `take` what came of it.
    ///
    /// Within five minutes of their expiry one of those who come asks for newer ones, and the others continue with the old.
    mutating func advice(at now: Int64) -> Advice {
        let left = held.map { $0.expiresAt.map { $0 - now } ?? .max } ?? 0
        if let held, left > Self.earlyRefresh { return .use(held) }
        if isRefreshing {
            if let held, left > 0 { return .use(held) }
            return .wait
        }
        guard now < notBefore else {
            isRefreshing = true
            return .refresh
        }
        // What has just come and seems expired is used as well: this clock may be wrong, and the service is the judge.
        if let held, left > 0 || held.outlivesExpiry || failure == nil { return .use(held) }
        guard let failure else { return .refresh }
        guard let waitsUntil, now < waitsUntil else { return .fail(failure) }
        return .comeBack(after: notBefore - now)
    }

    /// Takes what the source gave; the fraction is the chance, 0 to 1, that makes the long pause longer.
    ///
    /// A cancelled question says nothing of the source: the next one to come asks again.
    mutating func take(_ result: Result<ProvidedCredentials, CredentialError>, at now: Int64, fraction: Double) {
        isRefreshing = false
        switch result {
        case .success(let credentials):
            held = credentials
            hasGiven = true
            failure = nil
            failedWaits = 0
            waitsUntil = nil
            notBefore = now + Self.pause
        case .failure(let error) where error.kind == .cancelled: break
        case .failure(let error):
            failure = error
            notBefore = now + pauseAfterFailure(at: now, fraction: fraction)
        }
    }

    /// Decides how long the source is left alone after it has failed, and whether it is waited for.
    private mutating func pauseAfterFailure(at now: Int64, fraction: Double) -> Int64 {
        if held?.outlivesExpiry == true { return Self.longPause + Int64(Double(Self.longPause / 2) * fraction) }
        // At the expiry it is asked once more, whenever it was asked last.
        if let expiresAt = held?.expiresAt, expiresAt > now { return min(Self.pause, expiresAt - now) }
        guard hasGiven else { return Self.pause }
        let end = waitsUntil ?? now + Self.patience
        waitsUntil = end
        guard now < end else { return Self.pause }
        failedWaits += 1
        return min(1 << Int64(min(failedWaits - 1, 10)), Self.longestWait)
    }

    /// Whether credentials are held that someone may sign with.
    func holdsUsable(at now: Int64) -> Bool {
        guard let held else { return false }
        return held.outlivesExpiry || held.expiresAt.map { $0 > now } ?? true
    }

    /// Whether those who need credentials wait for the source.
    func isWaitedFor(at now: Int64) -> Bool { waitsUntil.map { now < $0 } ?? false }

    /// Forgets keys that the service has refused, so that the source is asked at once.
    ///
    /// Where the source gives the same keys again and they are refused again, it is left alone for a while.
    mutating func invalidate(_ keys: AWSCredentials, at now: Int64) {
        guard held?.keys == keys else { return }
        if let refused, refused.keys == keys, now < refused.at + Self.pause { return }
        refused = (keys, now)
        held = nil
        failure = nil
        waitsUntil = nil
        notBefore = .min
    }
}
