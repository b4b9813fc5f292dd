import Glibc

/// The rate of calls that a service bears, found from its answers alone: A2I publishes none.
///
/// A service that throttles does so with a bucket of tokens that fills at its rate, and a throttle says that the bucket is
/// empty. So the calls accepted between two throttles are the tokens that came in between, and their number by the time is
/// the service's rate, exactly. The way there: open up quickly from a rate that no service minds; after the first throttle
/// find, with one call at a time, when the next token comes; speed up until a second throttle; from then on stay just below
/// the rate that was found, and feel for more along the SDKs' cubic curve. Throttles that go on below the rate that was found
/// have another reason, and do not lower it.
package struct ServiceRate: Sendable, Hashable {
    /// How the rate is being found.
    private enum Stage: Sendable, Hashable {
        /// No throttle has come yet.
        case opening
        /// The bucket is empty, and one call at a time finds out when it no longer is.
        case probing(wait: Double)
        /// A rate below the service's is raised until the bucket is empty again.
        case climbing
        case settled(CubicRecovery)
    }

    /// The rate to begin with, in calls a second.
    static let first = 250.0
    /// What the rate is multiplied by with each accepted call while it is raised.
    static let growth = 1.15
    /// The same when a throttle does not end it at once.
    private static let carefulGrowth = 1.02
    /// The rate from which on nothing is limited, in calls a second.
    static let unlimited = 20_000.0
    /// The lowest rate, in calls a second, as in the SDKs.
    package static let minimum = 0.5
    private static let sureDecrease = 0.95
    private static let roughDecrease = 0.9
    private static let sureCount = 20.0
    /// In how many seconds at least those calls must have come: answers come in heaps.
    private static let sureTime = 0.1
    /// Which part of the rate in force they must come to: one that was much lower before let the bucket run over.
    private static let sureShare = 0.7
    /// The shortest and the longest first wait for a token, in seconds.
    private static let probeWaits = 0.001...0.02
    /// The share of the time between two throttles that may have been without calls for their number to tell the rate.
    private static let unusedShare = 0.1
    /// How many times the time between two calls at the rate in force may pass between calls that use it.
    private static let usedGaps = 2.5
    /// From how many calls on the opening says more of the service's rate than of its bucket.
    private static let tellingCount = 20.0

    package private(set) var limit: Double? = Self.first
    private var stage = Stage.opening
    /// How many calls have been accepted since `emptyAt`.
    private var accepted = 0.0
    /// When the bucket was last known to be empty, in seconds; before that, when the first call was answered.
    private var emptyAt: Double?
    /// When the last call was sent that was accepted, in seconds.
    private var lastSent = -Double.infinity
    /// For how long the rate has been used since it was last lowered, in seconds: what is not used says nothing of it.
    private var secondsInUse = 0.0
    /// For how long calls were wanting since the bucket was last empty, in seconds: it may have run over meanwhile.
    private var secondsUnused = 0.0
    private var noise = ThrottleNoise()
    /// When the rate was last lowered, in seconds: throttles of calls sent before that say nothing new.
    private var loweredAt = -Double.infinity

    /// Whether the rate was found from throttles; until the first one it only grows.
    package var wasThrottled: Bool { stage != .opening }

    /// Whether the rate is more than a guess: calls were accepted at it after a throttle.
    package var isFound: Bool { if case .probing = stage { false } else { wasThrottled } }

    /// Takes in an answer of the service, and says when the next call may be sent; nil leaves that to the rate.
    package mutating func answered(wasThrottled: Bool, sentAt: Double, at now: Double) -> Double? {
        if !wasThrottled { return accept(sentAt: sentAt, at: now) }
        guard sentAt >= loweredAt else { return nil }
        switch stage {
        case .opening:
            let elapsed = now - (emptyAt ?? now)
            let telling = accepted > Self.tellingCount ? elapsed / accepted : Self.probeWaits.upperBound
            beginCounting(at: now)
            return probe(wait: min(max(telling, Self.probeWaits.lowerBound), Self.probeWaits.upperBound), at: now)
        case .probing(let wait):
            return probe(wait: min(wait * 2, 1 / Self.minimum), at: now)
        case .climbing where !noise.isKnown:
            // The first rate that is found is taken for borne, however well it was used: without one nothing is noise.
            _ = weigh(at: now)
            return settle(at: now)
        case .climbing, .settled:
            // A rate that was not used says nothing of the one that is borne.
            if wasUnused(at: now), !noise.isKnown { return settle(at: now) }
            let wasCalm = noise.isCalm
            switch weigh(at: now) {
            case .tooFast: return settle(at: now)
            case .borne(let rate): return resume(from: rate, .climbing, at: now)
            case .nothing:
                // Should it be the first of many, the bucket is empty from here on.
                if wasCalm { beginCounting(at: now) }
                return nil
            }
        }
    }

    private mutating func accept(sentAt: Double, at now: Double) -> Double? {
        accepted += 1
        let gap = max(0, sentAt - lastSent)
        lastSent = max(lastSent, sentAt)
        // A rate that is not used, without calls, is not raised: what came after would come all at once.
        let isUsed = limit.map { gap <= Self.usedGaps / $0 } ?? true
        if !isUsed, gap.isFinite { secondsUnused += gap }
        switch stage {
        case .opening:
            emptyAt = emptyAt ?? sentAt
            guard isUsed || accepted == 1 else { return nil }
            limit = limit.map { $0 * Self.growth }.flatMap { $0 < Self.unlimited ? $0 : nil }
            return limit.map { now + 1 / $0 }
        case .probing(let wait):
            guard sentAt >= loweredAt else { return nil }
            stage = .climbing
            limit = 1 / wait
            return now + wait
        case .climbing:
            noise.accept(at: limit ?? Self.unlimited)
            let growth = noise.isKnown ? Self.carefulGrowth : Self.growth
            if isUsed { limit = limit.map { min($0 * growth, Self.unlimited) } }
        case .settled(let recovery):
            noise.accept(at: limit ?? Self.unlimited)
            if isUsed { secondsInUse += gap }
            limit = max(Self.minimum, recovery.rate(after: secondsInUse))
        }
        return nil
    }

    private mutating func probe(wait: Double, at now: Double) -> Double {
        stage = .probing(wait: wait)
        limit = 1 / wait
        loweredAt = now
        return now + wait
    }

    /// Takes the rate from the tokens that came since the bucket was last empty.
    private mutating func settle(at now: Double) -> Double {
        var found = foundRate(at: now)
        var decrease = accepted >= Self.sureCount ? Self.sureDecrease : Self.roughDecrease
        if wasUnused(at: now), let limit {
            // Tokens were lost: the service's rate lies above what was counted, and below the one that was too much.
            found = max(found, limit)
            decrease = Self.roughDecrease
        }
        let recovery = CubicRecovery(from: max(Self.minimum, found), decrease: decrease)
        return resume(from: max(Self.minimum, found * decrease), .settled(recovery), at: now)
    }

    private mutating func weigh(at now: Double) -> ThrottleNoise.Meaning {
        let (limit, found) = (limit ?? Self.unlimited, foundRate(at: now))
        let isSure =
            accepted >= Self.sureCount && now - (emptyAt ?? now) >= Self.sureTime && !wasUnused(at: now)
            && found >= limit * Self.sureShare
        return noise.throttle(at: limit, found: found, isSure: isSure)
    }

    /// The rate of the tokens that came since the bucket was last empty; the next one was half there on average.
    private func foundRate(at now: Double) -> Double { (accepted + 0.5) / max(0.001, now - (emptyAt ?? now)) }

    /// Whether calls were wanting since the bucket was last empty, so that it may have run over.
    private func wasUnused(at now: Double) -> Bool { secondsUnused > (now - (emptyAt ?? now)) * Self.unusedShare }

    private mutating func resume(from rate: Double, _ next: Stage, at now: Double) -> Double {
        stage = next
        limit = rate
        secondsInUse = 0
        loweredAt = now
        beginCounting(at: now)
        return now + 1 / rate
    }

    /// Counts the tokens from here on: the bucket is empty.
    private mutating func beginCounting(at now: Double) {
        emptyAt = now
        accepted = 0
        secondsUnused = 0
    }
}

/// How a rate comes back after a throttle: flat near the rate that was borne before, ever steeper beyond it.
///
/// The curve and its steepness are those of the AWS SDKs' adaptive retry mode (AWS SDKs and Tools Reference Guide, "Retry
/// behavior"): `rate(t) = steepness × (t − window)³ + maximum`, which begins at `maximum × decrease`.
package struct CubicRecovery: Sendable, Hashable {
    /// How steep the curve is, in calls a second per second³.
    static let steepness = 0.4

    /// The rate that was borne before the throttle, in calls a second.
    package let maximum: Double
    /// The seconds until the rate is back at the maximum.
    private let window: Double

    package init(from maximum: Double, decrease: Double) {
        self.maximum = maximum
        window = cbrt(maximum * (1 - decrease) / Self.steepness)
    }

    /// The rate so many seconds after the throttle, in calls a second.
    package func rate(after seconds: Double) -> Double {
        let distance = seconds - window
        return Self.steepness * distance * distance * distance + maximum
    }
}
