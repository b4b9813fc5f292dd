/// Throttles that have nothing to do with how fast calls are made, such as those that other clients of the account bring
/// about: slowing down does not make them fewer, and a client that slows down at each of them comes to a standstill.
///
/// Well below the rate that a service has borne it has no reason to throttle. When it keeps throttling there while the
/// rate is lowered again and again, the rate is not the reason: the rate that was borne is gone back to, and from then on
/// throttles mean something only when they are many more than those that come for no reason.
struct ThrottleNoise: Sendable, Hashable {
    /// What a throttle says.
    enum Meaning: Sendable, Hashable {
        case tooFast
        case nothing
        /// Those before said nothing either: this rate, in calls a second, is borne.
        case borne(Double)
    }

    private static let clearlyBelow = 0.88
    /// How many throttles without a reason are needed to say that it is not the rate.
    private static let witnesses = 3.0
    /// How much evidence is needed for that: an accepted call counts one, because the rate is borne, and a throttle ten.
    private static let evidence = 90.0
    private static let weight = 10.0
    /// How many throttles for each accepted call may be taken for noise at most: of a service that has more of it too little
    /// is known.
    private static let most = 0.3
    /// How many times as many throttles as come for no reason may come.
    private static let allowance = 2.0
    /// Within how many accepted calls at the rate that was borne it must not turn out to be too high.
    private static let proof = 100.0
    /// How many throttles more than that mean that the rate is too high after all.
    private static let excessLimit = 4.0
    /// After how many times as many accepted calls as one throttle for no reason came among, without any, they are over.
    private static let quiet = 10.0

    /// The rate that the service has borne, in calls a second; nil before the first was found.
    private var borne: Double?
    private var isSure = false
    /// How many throttles for no reason are expected for each accepted call; 0 while each has its reason.
    private var expected = 0.0
    /// How many throttles came without a reason.
    private var throttles = 0.0
    /// How many calls were accepted where none had a reason.
    private var accepted = 0.0
    private var excess = 0.0
    /// How many calls were accepted since the last throttle.
    private var acceptedSince = 0.0
    /// How many calls were accepted since the rate that was borne was last gone back to.
    private var acceptedAtBorne = 0.0

    var isKnown: Bool { expected > 0 }

    /// Whether the throttles so far are no more than those that come for no reason.
    var isCalm: Bool { excess == 0 }

    mutating func accept(at rate: Double) {
        if isClearlyBelow(rate) { accepted += 1 }
        guard isKnown else { return }
        acceptedSince += 1
        acceptedAtBorne += 1
        excess = max(0, excess - expected * Self.allowance)
        if acceptedSince * expected > Self.quiet { (expected, excess, throttles, accepted) = (0, 0, 0, 0) }
    }

    /// Takes in a throttle, and finds out what it says.
    mutating func throttle(at rate: Double, found: Double, isSure: Bool) -> Meaning {
        acceptedSince = 0
        // A rate that was found from a few calls is given up for one that was found from many.
        let isBetter = isSure && !self.isSure && !isKnown && throttles <= Self.witnesses
        guard isClearlyBelow(rate), !isBetter else { return throttleNearLimit(at: rate, found, isSure) }
        throttles += 1
        if let borne, throttles >= Self.witnesses, accepted + throttles * Self.weight >= Self.evidence {
            expected = min(Self.most, throttles / max(1, accepted))
            (excess, throttles, accepted, acceptedAtBorne) = (0, 0, 0, 0)
            return .borne(borne)
        }
        return isKnown ? exceed() : .tooFast
    }

    /// Takes in a throttle for which the rate may be the reason.
    private mutating func throttleNearLimit(at rate: Double, _ found: Double, _ isSure: Bool) -> Meaning {
        (throttles, accepted) = (0, 0)
        guard isKnown else {
            if isSure {
                (borne, self.isSure) = (self.isSure ? max(borne ?? 0, found) : found, true)
            } else {
                borne = borne ?? found
            }
            return .tooFast
        }
        let meaning = exceed()
        // By chance there may be many; when they are so again at once, the service bears less than it did.
        let isBorneNoMore = meaning == .tooFast && acceptedAtBorne < Self.proof
        if isBorneNoMore {
            (borne, self.isSure) = (found, isSure)
        } else if isSure {
            borne = max(borne ?? found, found)
        }
        return meaning
    }

    private mutating func exceed() -> Meaning {
        excess += 1
        guard excess > Self.excessLimit else { return .nothing }
        excess = 0
        return .tooFast
    }

    /// Whether a rate is so far below the one that was borne that a throttle has no reason.
    private func isClearlyBelow(_ rate: Double) -> Bool { borne.map { rate < $0 * Self.clearlyBelow } ?? false }
}
