package import CleanupManifest

extension CleanupGuards {
    /// How many loops must be missing, all of them, to refuse a run whose manifest says nothing of it.
    package static let missingByDefault = 10

    /// Finds the guards that do not hold for the number of loops, before any of them is looked at; empty when all hold.
    func breaches(namedCount: Int, foundCount: Int = 0, doneCount: Int = 0, hasRules: Bool = false) -> [GuardBreach] {
        guard let maxLoops else {
            let message = "a manifest with select must say how many loops it may come to"
            return hasRules ? [GuardBreach(key: "maxLoops", message: message)] : []
        }
        guard namedCount + foundCount + doneCount > maxLoops else { return [] }
        let found = foundCount > 0 ? " and its rules find \(foundCount) more" : ""
        let done = doneCount > 0 ? ", beside \(doneCount) that the run is done with" : ""
        let named = "the manifest names \(namedCount) loop\(namedCount == 1 ? "" : "s")"
        return [GuardBreach(key: "maxLoops", message: "\(named)\(found)\(done), more than \(maxLoops)")]
    }

    /// Finds the guards that do not hold for what the loops were found to be, each once; empty when all hold.
    func breaches(_ census: PartialCensus, of counts: LoopCounts) -> [GuardBreach] {
        let stops = stopBreach(census.whole)
        let missing =
            missingBreach(census.whole, of: counts.whole, "loops")
            ?? missingBreach(census.part, of: counts.part, "loops that are left")
            ?? missingBreach(census.named, of: counts.named, "named loops")
        return [stops, missing].compactMap(\.self)
    }

    private func stopBreach(_ census: SurveyCensus) -> GuardBreach? {
        // What was stopped is stopped: without another stop to come there is nothing to refuse.
        guard let maxStops, census.stops > 0, census.stops + census.stopped > maxStops else { return nil }
        let stopped = census.stopped > 0 ? ", beside \(census.stopped) that the run has stopped or may have" : ""
        let stops = census.stops == 1 ? "1 loop is" : "\(census.stops) loops are"
        let message = "\(stops) in progress and would be stopped\(stopped), more than \(maxStops)"
        return GuardBreach(key: "maxStops", message: message)
    }

    private func missingBreach(_ census: SurveyCensus, of count: Int, _ subject: String) -> GuardBreach? {
        guard count > 0 else { return nil }
        let missing = census.suspectedMissing
        if let maxMissing {
            guard maxMissing.isPassed(by: missing, of: count) else { return nil }
            let message = "\(missing) of \(count) \(subject) are missing, more than \(maxMissing)"
            return GuardBreach(key: "maxMissing", message: message)
        }
        guard missing == count, count >= Self.missingByDefault else { return nil }
        let message = "all \(count) \(subject) are missing: is it the right account and region?"
        return GuardBreach(key: "maxMissing", message: message)
    }

    /// Finds out whether no guard can be breached any more, whatever the loops that were not looked at are.
    func areSettled(by census: PartialCensus, of counts: LoopCounts) -> Bool {
        // The worst that can come: every other loop would be stopped, or every other loop is missing.
        var worst = census
        let named = counts.named - census.named.looked
        worst.add(SurveyCensus(looked: named, stops: named, missing: named), isNamed: true)
        let found = counts.part - worst.part.looked
        worst.add(SurveyCensus(looked: found, stops: found, missing: found), isNamed: false)
        return breaches(worst, of: counts).isEmpty
    }

    /// Finds out whether so many loops have failed that nothing new may be started; nil when the guard holds.
    func breach(failureCount: Int, of loopCount: Int) -> GuardBreach? {
        guard let maxFailures, maxFailures.isPassed(by: failureCount, of: loopCount) else { return nil }
        let message = "\(failureCount) of \(loopCount) loops failed, more than \(maxFailures)"
        return GuardBreach(key: "maxFailures", message: message)
    }
}

/// A guard that does not hold: of the manifest, or the age of the plan that is followed.
package struct GuardBreach: Sendable, Hashable {
    /// The guard's key in the manifest, such as `maxStops`.
    package var key: String
    /// One sentence that names the limit and the count found, without a full stop.
    package var message: String

    package init(key: String, message: String) {
        self.key = key
        self.message = message
    }
}
