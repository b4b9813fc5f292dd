import CleanupManifest
import DequeModule
import HumanLoops

/// All loops of a run and where they stand: told what came back, it says which calls to make next.
///
/// It makes no call and reads no clock; `CleanupRun` does both for it.
struct RunState: Sendable {
    /// How many answers that are not the service's, before any that is, mean that the service is not there.
    static let strangeAnswerLimit = 3

    /// What must hold.
    let guards: CleanupGuards
    /// The loops, in the order of the manifest; those that its rules found come last.
    var loops: LoopStore
    /// Whether consent was given before the first look: loops are gone ahead with as soon as no guard can be breached.
    private let hasConsent: Bool
    /// How many calls in flight the run may have.
    let width: Int
    var census: PartialCensus
    let earlier: EarlierParts
    /// What is to be called next, and when.
    var schedule: CallSchedule
    var tally = RunTally()
    /// What ended the run early; nil while nothing has.
    var stopReason: RunStopReason?
    var stoppedAt = Duration.zero
    /// Whether loops may be stopped and deleted, or could have been: the guards held, and there was consent.
    private(set) var hasBegunSweep = false
    var phase = RunProgress.Phase.surveying
    /// The loops that lists are read for while they wait.
    var waiting: WaitingLoops
    var flying: [Int: Duration] = [:]
    var changesInFlight = 0
    /// When the first and the last of the throttles came that an operation was answered with, since any other answer to it.
    var throttled: [HumanLoopOperation: (since: Duration, last: Duration)] = [:]
    /// Which loops names stand for, as far as nothing told it before and it is not written down yet.
    var sightings: [LoopSighting] = []
    private let startedAt: Timestamp
    /// How far the service's clock is ahead of the machine's; nil before any answer told.
    private(set) var serviceLead: Duration?
    /// When the saved plan that is followed is too old, by the service's clock; nil when none is, or it may be of any age.
    private let planExpiry: Timestamp?
    var nextNew = 0
    var keptDuplicates = KeptDuplicates()
    /// How many loops are waited for because they cannot be deleted yet.
    var drainingCount = 0
    var proposed = ProposedLoops()
    private(set) var keepsEnded: Bool
    /// The loops that have ended and are not yet recorded.
    var unrecorded: Deque<Int> = []
    var recorded: [Int] = []
    /// Whether any call was ever answered by the service itself.
    var hasBeenAnswered = false
    /// How many answers were not the service's, before any that was.
    var strangeAnswers = 0
    private var generator: any RandomNumberGenerator & Sendable

    /// Makes the state of a run in which nothing has been done.
    init(
        manifest: CleanupManifest,
        preconditions: [LoopPrecondition?] = [],
        hasConsent: Bool = false,
        earlier: EarlierParts = EarlierParts(),
        planExpiry: Timestamp? = nil,
        startedAt: Timestamp,
        generator: any RandomNumberGenerator & Sendable
    ) {
        guards = manifest.guards
        let rules = manifest.settings.map { settings in
            LoopRules(
                settings: settings,
                target: manifest.target,
                protect: manifest.guards.protect,
                stopWait: manifest.execution.stopWait,
                retry: manifest.execution.retry,
                minAge: manifest.guards.minAge,
                isStopOnly: manifest.execution.isStopOnly,
                hasConsentBefore: hasConsent
            )
        }
        let keptInstead = manifest.settings.lazy.compactMap(\.keptInstead?.name)
        loops = LoopStore(
            manifest.loops,
            preconditions: preconditions,
            rules: rules,
            kept: earlier.kept.union(keptInstead),
            identities: earlier.identities
        )
        census = PartialCensus(earlier: earlier.census)
        self.planExpiry = planExpiry
        self.startedAt = startedAt
        self.hasConsent = hasConsent
        self.earlier = earlier
        keepsEnded = !hasConsent
        width = manifest.execution.concurrency
        let stopWait = manifest.execution.stopWait
        waiting = WaitingLoops(policy: WaitPolicy(minimum: stopWait.pollInitial, maximum: stopWait.pollMax))
        schedule = CallSchedule(callsPerSecond: manifest.execution.callsPerSecond)
        self.generator = generator
    }

    /// Whether every loop has come as far as this phase takes it.
    var isPhaseDone: Bool {
        switch phase {
        case .listing: false
        case .surveying where hasConsent: tally.outcomes.total == loops.count
        case .surveying: proposed.count + tally.outcomes.total == loops.count
        case .sweeping, .ending: tally.outcomes.total == loops.count
        }
    }

    var inFlight: Int { flying.count + waiting.inFlight }

    /// The next moment, after now, at which there is something to do, besides taking in what calls in flight bring.
    ///
    /// - Returns: nil when nothing waits for its time.
    func nextMoment(after now: Duration) -> Duration? {
        guard stopReason == nil else { return nil }
        let moments = [schedule.nextMoment(after: now, wantsPage: waiting.wantsPage), waiting.nextMoment]
        return moments.compactMap(\.self).min()
    }

    /// How far the run is.
    func progress(at now: Duration) -> RunProgress {
        RunProgress(
            total: loops.count,
            looked: census.part.looked,
            waiting: drainingCount,
            inFlight: inFlight,
            outcomes: tally.outcomes,
            calls: tally.calls,
            elapsed: now,
            phase: phase
        )
    }

    /// How far the reading of the rules' lists is.
    func progress(of listing: SelectionListing, at now: Duration) -> RunProgress {
        RunProgress(total: 0, looked: listing.listedCount, calls: listing.calls, elapsed: now, phase: .listing)
    }

    /// Takes loops in that the rules found; nothing has been done with any loop yet.
    mutating func admit(_ found: FoundLoops) {
        loops.admit(found)
        sightings += found.loops.lazy.compactMap { LoopSighting($0) }
        sightings += found.sightings + found.kept
    }

    /// Hands over which loops names stand for that are not written down yet.
    mutating func takeSightings() -> [LoopSighting] {
        defer { sightings = [] }
        return sightings
    }

    /// Counts the calls that finding loops took: the first of the run.
    mutating func countFinding(_ calls: CallCounts) {
        tally.calls = calls
    }

    /// Takes note of the service's time; it is told in whole seconds, so that it is never ahead of the truth.
    mutating func observe(_ serviceTime: Timestamp?, at now: Duration) {
        if let serviceTime { serviceLead = serviceTime - (startedAt + now) }
    }

    /// The time by the service's clock; by the machine's as long as the service has not told.
    func serviceNow(at now: Duration) -> Timestamp { startedAt + now + (serviceLead ?? .zero) }

    /// A random number from 0 up to 1.
    mutating func chance() -> Double { Double(generator.next() >> 11) * 0x1p-53 }

    /// Lets every loop go ahead with what was proposed for it.
    mutating func beginSweep(at now: Duration) {
        keepsEnded = false
        for index in recorded { loops.forget(index) }
        recorded = []
        guard stopReason == nil else { return }
        phase = .sweeping
        hasBegunSweep = true
    }

    /// Goes ahead with what was looked at when consent was given before, and no guard can be breached any more.
    mutating func beginSweepIfSettled(at now: Duration) {
        guard hasConsent, phase == .surveying, stopReason == nil else { return }
        if guards.areSettled(by: census, of: loopCounts) {
            beginSweep(at: now)
        } else if census.part.looked == loops.count {
            end(.guards(breaches(at: now)), at: now)
        }
    }

    /// The guards that do not hold for what the first look has come to, and a plan that is too old by the service's clock.
    func breaches(at now: Duration) -> [GuardBreach] {
        var breaches = guards.breaches(census, of: loopCounts)
        if let planExpiry, serviceNow(at: now) > planExpiry {
            let message =
                "the plan was too old at \(planExpiry), and it is \(serviceNow(at: now)) by the service's clock"
            breaches.append(GuardBreach(key: "plan-max-age", message: "\(message); make a new plan and review it"))
        }
        return breaches
    }

    private var loopCounts: LoopCounts {
        LoopCounts(whole: wholeCount, part: loops.count, named: loops.namedCount)
    }

    var wholeCount: Int { earlier.census.looked + loops.count }

    /// Wakes the loops whose time has come.
    mutating func wakeLoops(at now: Duration) {
        while let timer = schedule.popDue(at: now) {
            // A timer that lists or another one have taken the place of says nothing.
            guard loops.wakeTime(of: timer.loop) == timer.at else { continue }
            if lookAtKeptDuplicate(timer.loop) { continue }
            apply(.timeIsUp, to: timer.loop, at: now)
        }
        waiting.wake(at: now)
    }

    /// Takes note that the run ended before every rule was listed.
    mutating func noteIncompleteListing() {
        tally.isListingIncomplete = true
    }
}
