import AWSSigning

/// What is kept of credentials, and when their source is asked again; it decides, and does nothing itself.
struct CredentialsShelf: Sendable {
    /// What someone who needs credentials is to do.
    enum Advice: Hashable, Sendable {
        /// Sign with these.
        case use(ProvidedCredentials)
        /// Ask the source, and say what came of it: no one else does.
        case refresh
        /// Wait until the one who asks the source has its answer, and come back.
        case wait
        /// There are none to be had now.
        case fail(CredentialsError)
    }

    /// How long before credentials expire newer ones are asked for, in seconds.
    static let earlyRefresh: Int64 = 300
    /// How long the source is left alone after it has answered, in seconds.
    static let pause: Int64 = 60
    /// How long the source of credentials that outlive their expiry is left alone after it failed, in seconds; chance
    /// adds up to a half, so that a fleet of machines does not come back all at once (AWS SDKs, static stability).
    static let longPause: Int64 = 600

    /// The credentials; nil before there are any, and when they were refused.
    private var held: ProvidedCredentials?
    /// Why the source gave none when it was asked last; nil when it did give some.
    private var failure: CredentialsError?
    /// When the source may be asked again, in seconds since the epoch.
    private var notBefore = Int64.min
    /// Whether someone is asking the source.
    private(set) var isRefreshing = false
    /// The keys that were refused last, and when.
    private var refused: (keys: AWSCredentials, at: Int64)?

    /// Starts with nothing.
    init() {}

    /// Decides what someone who needs credentials does.
    ///
    /// Within five minutes of their expiry one of those who come asks for newer ones, and the others continue with the old.
    ///
    /// - Parameter now: the moment it is, in seconds since the epoch.
    /// - Returns: what to do; after `refresh` the caller says with `take` what came of it.
    mutating func advice(at now: Int64) -> Advice {
        guard let held else {
            if isRefreshing { return .wait }
            if let failure, now < notBefore { return .fail(failure) }
            isRefreshing = true
            return .refresh
        }
        let left = held.expiresAt.map { $0 - now } ?? .max
        if left > Self.earlyRefresh { return .use(held) }
        if isRefreshing { return left > 0 ? .use(held) : .wait }
        guard now < notBefore else {
            isRefreshing = true
            return .refresh
        }
        // What has just come and seems expired is used as well: this clock may be wrong, and the service is the judge.
        guard left <= 0, !held.outlivesExpiry, let failure else { return .use(held) }
        return .fail(failure)
    }

    /// Takes what the source gave, or note that it gave nothing.
    ///
    /// - Parameters:
    ///   - result: a cancelled question says nothing of the source: the next one to come asks again.
    ///   - now: the moment it is, in seconds since the epoch.
    ///   - fraction: the chance, 0 to 1, that makes the long pause longer.
    mutating func take(_ result: Result<ProvidedCredentials, CredentialsError>, at now: Int64, fraction: Double) {
        isRefreshing = false
        switch result {
        case .success(let credentials):
            held = credentials
            failure = nil
            notBefore = now + Self.pause
        case .failure(let error) where error.kind == .cancelled: break
        case .failure(let error):
            failure = error
            let longPause = Self.longPause + Int64(Double(Self.longPause / 2) * fraction)
            notBefore = now + (held?.outlivesExpiry == true ? longPause : Self.pause)
        }
    }

    /// Whether credentials are held that someone may sign with.
    func holdsUsable(at now: Int64) -> Bool {
        guard let held else { return false }
        return held.outlivesExpiry || held.expiresAt.map { $0 > now } ?? true
    }

    /// Forgets keys that the service has refused, so that the source is asked at once.
    ///
    /// Where the source gives the same keys again and they are refused again, it is left alone for a while.
    mutating func invalidate(_ keys: AWSCredentials, at now: Int64) {
        guard held?.keys == keys else { return }
        if let refused, refused.keys == keys, now < refused.at + Self.pause { return }
        refused = (keys, now)
        held = nil
        failure = nil
        notBefore = .min
    }
}
