import CleanupManifest
import HumanLoops

/// All loops of a run and where they stand: told what came back, it says which calls to make next.
///
/// It makes no call and reads no clock; `CleanupRun` does both for it.
struct RunState: Sendable {
    let guards: CleanupGuards
    /// Whether consent was given before the first look: the sweep begins as soon as no guard can be breached.
    private let hasConsent: Bool
    /// How many calls in flight the run may have.
    let width: Int
    let earlier: EarlierParts
    /// Whether loops are only stopped, and left for a later run to be deleted.
    let isStopOnly: Bool
    /// When the saved plan that is followed is too old, by the service's clock; nil when none is, or it may be of any age.
    private let planExpiry: Timestamp?

    /// The loops, in the order of the manifest; those that its rules found come last.
    var loops: LoopStore
    var schedule: CallSchedule
    var proposed = ProposedLoops()
    var waiting: WaitingLoops
    var keptDuplicates = KeptDuplicates()
    /// How many loops wait for what, and the longest waits for workers.
    var waits = WaitCounts(), longestWaits = LongestWaits()
    var forecast = CallForecast()
    var ended: EndedLoops
    var calls = CallsInFlight()
    var contact: ServiceContact
    var census: PartialCensus
    var tally = RunTally()
    /// Which loops names stand for, as far as nothing told it before and it is not written down yet.
    var sightings: [LoopSighting] = []
    private(set) var phase = RunProgress.Phase.surveying
    /// Whether loops may be stopped and deleted, or could have been: the guards held, and there was consent.
    private(set) var hasBegunSweep = false
    /// What ended the run early, and when; nil while nothing has.
    private(set) var stop: (reason: RunStopReason, at: Duration)?
    private var generator: any RandomNumberGenerator & Sendable

    /// Makes the state of a run; `preconditions` are those of the manifest's loops, in the same order, or empty.
    init(
        manifest: CleanupManifest,
        preconditions: [LoopPrecondition?] = [],
        hasConsent: Bool = false,
        earlier: EarlierParts = EarlierParts(),
        planExpiry: Timestamp? = nil,
        startedAt: Timestamp,
        generator: any RandomNumberGenerator & Sendable
    ) {
        let execution = manifest.execution
        guards = manifest.guards
        loops = LoopStore(
            manifest.loops,
            preconditions: preconditions,
            rules: manifest.settings.map { settings in
                LoopRules(
                    settings: settings,
                    target: manifest.target,
                    protect: manifest.guards.protect,
                    stopWait: execution.stopWait,
                    retry: execution.retry,
                    minAge: manifest.guards.minAge,
                    isStopOnly: execution.isStopOnly,
                    hasConsentBefore: hasConsent
                )
            },
            kept: earlier.kept.union(manifest.settings.lazy.compactMap(\.keptInstead?.name)),
            identities: earlier.identities
        )
        self.planExpiry = planExpiry
        self.hasConsent = hasConsent
        self.earlier = earlier
        isStopOnly = execution.isStopOnly
        tally.described = earlier.census.looked
        width = execution.concurrency
        census = PartialCensus(earlier: earlier.census)
        ended = EndedLoops(keepsRecorded: !hasConsent)
        contact = ServiceContact(startedAt: startedAt)
        waiting = WaitingLoops(
            policy: WaitPolicy(minimum: execution.stopWait.pollInitial, maximum: execution.stopWait.pollMax)
        )
        schedule = CallSchedule(callsPerSecond: execution.callsPerSecond)
        self.generator = generator
    }

    var stopReason: RunStopReason? { stop?.reason }

    /// Whether every loop has come as far as this phase takes it.
    var isPhaseDone: Bool {
        switch phase {
        case .listing: false
        case .surveying where hasConsent: tally.outcomes.total == loops.count
        case .surveying: proposed.count + tally.outcomes.total == loops.count
        case .sweeping, .ending: tally.outcomes.total == loops.count
        }
    }

    var inFlight: Int { calls.count + waiting.inFlight }

    /// The next moment, after now, at which there is something to do besides taking in answers; nil when there is none.
    func nextMoment(after now: Duration) -> Duration? {
        guard stop == nil else { return nil }
        let moments = [schedule.nextMoment(after: now, wantsPage: waiting.wantsPage), waiting.nextMoment]
        return moments.compactMap(\.self).min()
    }

    /// A random number from 0 up to 1.
    mutating func chance() -> Double { Double(generator.next() >> 11) * 0x1p-53 }

    // MARK: Which loops there are

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

    // MARK: Guards and phases

    /// Lets every loop proceed with what was proposed for it.
    mutating func beginSweep() {
        for index in ended.release() { loops.forget(index) }
        guard stop == nil else { return }
        phase = .sweeping
        hasBegunSweep = true
    }

    /// Begins the sweep when consent was given before, and no guard can be breached any more.
    mutating func beginSweepIfSettled(at now: Duration) {
        guard hasConsent, phase == .surveying, stop == nil else { return }
        if guards.areSettled(by: census, of: loopCounts) {
            beginSweep()
        } else if census.part.looked == loops.count {
            end(.guards(breaches(at: now)), at: now)
        }
    }

    /// The guards that do not hold for what the first look has come to, and a plan that is too old by the service's clock.
    func breaches(at now: Duration) -> [GuardBreach] {
        var breaches = guards.breaches(census, of: loopCounts)
        let serviceTime = contact.time(at: now)
        if let planExpiry, serviceTime > planExpiry {
            let message = "the plan was too old at \(planExpiry), and it is \(serviceTime) by the service's clock"
            breaches.append(GuardBreach(key: "plan-max-age", message: "\(message); make a new plan and review it"))
        }
        return breaches
    }

    private var loopCounts: LoopCounts { LoopCounts(whole: wholeCount, part: loops.count, named: loops.namedCount) }

    /// How many loops the whole run has, those included that earlier parts are done with.
    var wholeCount: Int { earlier.census.looked + loops.count }

    /// Ends the run: nothing new is started, and every loop without a call in flight ends at once.
    ///
    /// Of several reasons the first counts, but for a signal, which always does.
    mutating func end(_ reason: RunStopReason, at now: Duration) {
        if let stop {
            if case .interrupted = stop.reason { return }
            if case .interrupted = reason { self.stop = (reason, stop.at) }
            return
        }
        let isThrottled = tally.calls.throttled > 0 && tally.calls.throttled * 2 >= tally.calls.total
        let reason = reason == .deadline && (isThrottled || contact.isThrottled(at: now)) ? .throttled : reason
        stop = (reason, now)
        phase = .ending
        schedule.clear()
        waiting.clear()
        endLoops(with: reason, at: now)
    }
}
