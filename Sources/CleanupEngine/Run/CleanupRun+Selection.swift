import CleanupManifest
import HumanLoops

extension CleanupRun {
    /// Follows the rules and checks the guards for the number of loops; the breaches that it hands back end the run.
    mutating func findLoops() async -> (scope: RunScope, breaches: [GuardBreach]) {
        let (guards, hasRules) = (manifest.guards, !manifest.selections.isEmpty)
        let (namedCount, doneCount) = (manifest.loops.count, state.earlier.census.looked)
        var breaches = guards.breaches(namedCount: namedCount, doneCount: doneCount, hasRules: hasRules)
        var (found, since): (FoundLoops?, Timestamp?)
        if breaches.isEmpty, hasRules {
            (found, since) = await follow()
            breaches = guards.breaches(
                namedCount: namedCount,
                foundCount: found?.loops.count ?? 0,
                doneCount: doneCount
            )
        }
        // A plan that is followed tells of the flow definitions that were missing.
        let findings = found?.findings ?? state.earlier.findings
        state.tally.lacksFlowDefinition = findings.contains { $0.missing == .fail }
        state.tally.leavesLaterLoops = findings.contains { $0.later > 0 }
        let scope = RunScope(
            namedCount: namedCount,
            foundCount: found?.loops.count ?? 0,
            findings: findings,
            at: startedAt + elapsed
        )
        if !findings.isEmpty { keep { recorder, _ throws(RunRecorderError) in try recorder.record(.scope(scope)) } }
        if state.stopReason == nil {
            keep { recorder, state throws(RunRecorderError) in
                if let since, state.earlier.listedSince == nil, breaches.isEmpty {
                    try recorder.record(.listing(since: since))
                }
                try recorder.record(.identities(state.takeSightings()))
            }
        }
        if !breaches.isEmpty { state.end(.guards(breaches), at: elapsed) }
        return (scope, breaches)
    }

    /// Lists the loops of every rule of `select` and takes those that belong to a rule into the run; changes none.
    ///
    /// What ends it early is the run's `stopReason`.
    ///
    /// - Returns: what was found; nil when it was ended early.
    @concurrent
    package mutating func select() async -> FoundLoops? { await follow().found }

    /// Follows the rules; says as well when the first list of them was asked for.
    private mutating func follow() async -> (found: FoundLoops?, since: Timestamp?) {
        do throws(SelectionFault) {
            var listing = try SelectionListing(
                manifest,
                removing: removing,
                namedElsewhere: state.earlier.namedElsewhere,
                listedSince: state.earlier.listedSince,
                startedAt: startedAt
            )
            await read(&listing)
            guard state.stopReason == nil else {
                state.tally.isListingIncomplete = true
                return (nil, nil)
            }
            let found = FoundLoops(
                listing.selectors,
                joining: manifest.loops,
                leaving: state.earlier.settled,
                protecting: manifest.guards.protect,
                identities: state.earlier.identities
            )
            state.admit(found)
            return (found, listing.since)
        } catch {
            state.end(.selection(error), at: elapsed)
            return (nil, nil)
        }
    }

    private mutating func read(_ listing: inout SelectionListing) async {
        await withTaskGroup(of: RunArrival.self) { group in
            awaitSignal(in: &group)
            if let deadline = manifest.execution.deadline { sleep(until: deadline, in: &group) }
            var isAsking = false
            var sleepingUntil: Duration?
            while state.stopReason == nil {
                let now = elapsed
                if let observer, observer.isDue(in: .listing, at: now) {
                    observer.observe(listing.progress(isAsking: isAsking, at: now))
                }
                var moment = observer == nil ? nil : now + Self.tick
                if !isAsking {
                    switch listing.next(at: now) {
                    case .list(let query):
                        isAsking = true
                        group.addTask { [service] in .selected(await service.page(query)) }
                    case .wait(let opening): moment = min(moment ?? opening, opening)
                    case .finish: return group.cancelAll()
                    }
                }
                if let moment, sleepingUntil.map({ moment < $0 }) ?? true {
                    sleepingUntil = moment
                    sleep(until: moment, in: &group)
                }
                guard let arrival = await group.next() else { continue }
                if case .woke(let moment) = arrival, moment == sleepingUntil { sleepingUntil = nil }
                if case .selected = arrival { isAsking = false }
                take(arrival, into: &listing)
            }
            group.cancelAll()
        }
    }

    private mutating func take(_ arrival: RunArrival, into listing: inout SelectionListing) {
        let now = elapsed
        switch arrival {
        case .selected(let reply):
            if case .success(let answer) = reply { state.contact.observe(answer.serviceTime, at: now) }
            let stopReason = listing.take(reply, at: now, jitter: state.chance())
            // They are the first calls of the run.
            state.tally.calls = listing.calls
            if let stopReason { state.end(stopReason, at: now) }
        case .signalled(let signal): state.end(.interrupted(signal), at: now)
        case .answered, .listed: preconditionFailure("no loop is called for while rules are followed")
        case .woke, .nothing: break
        }
        if let deadline = manifest.execution.deadline, now >= deadline { state.end(.deadline, at: now) }
    }
}
