package import CleanupManifest

extension CleanupGuards {
    /// How many loops must be missing, all of them, to refuse a run whose manifest says nothing of it.
    package static let missingByDefault = 10

    /// Finds the guards that do not hold for the number of loops, before any of them is looked at.
    ///
    /// - Parameters:
    ///   - namedCount: how many loops the manifest names.
    ///   - foundCount: how many more its rules find; 0 as long as they were not followed.
    ///   - doneCount: how many more earlier parts of the run are done with.
    ///   - hasRules: whether the manifest has rules that are yet to be followed.
    /// - Returns: the breaches; empty when all hold.
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

    /// Finds the guards that do not hold for what the loops were found to be.
    ///
    /// - Parameters:
    ///   - census: what the looks came to, those of earlier parts of the run included.
    ///   - loopCount: how many loops the whole run has.
    /// - Returns: the breaches, at most one of each guard; empty when all hold.
    func breaches(_ census: SurveyCensus, of loopCount: Int) -> [GuardBreach] {
        var breaches: [GuardBreach] = []
        // What was stopped is stopped: without another stop to come there is nothing to refuse.
        if let maxStops, census.stops > 0, census.stops + census.stopped > maxStops {
            let stopped = census.stopped > 0 ? ", beside \(census.stopped) that the run has stopped or may have" : ""
            let stops = census.stops == 1 ? "1 loop is" : "\(census.stops) loops are"
            let message = "\(stops) in progress and would be stopped\(stopped), more than \(maxStops)"
            breaches.append(GuardBreach(key: "maxStops", message: message))
        }
        if let maxMissing {
            if maxMissing.isPassed(by: census.suspectedMissing, of: loopCount) {
                let message = "\(census.suspectedMissing) of \(loopCount) loops are missing, more than \(maxMissing)"
                breaches.append(GuardBreach(key: "maxMissing", message: message))
            }
        } else if census.suspectedMissing == loopCount, loopCount >= Self.missingByDefault {
            let message = "all \(loopCount) loops are missing: is it the right account and region?"
            breaches.append(GuardBreach(key: "maxMissing", message: message))
        }
        return breaches
    }

    /// Finds out whether no guard can be breached any more, whatever the loops that were not looked at are.
    ///
    /// - Parameters:
    ///   - census: what the loops looked at are, those of earlier parts of the run included.
    ///   - loopCount: how many loops the whole run has.
    /// - Returns: whether all the guards of the first look hold for certain.
    func areSettled(by census: SurveyCensus, of loopCount: Int) -> Bool {
        let unknown = loopCount - census.looked
        // The worst that can come: every other loop would be stopped, or every other loop is missing.
        var worst = census
        worst.stops += unknown
        worst.missing += unknown
        return breaches(worst, of: loopCount).isEmpty
    }

    /// Finds out whether so many loops have failed that nothing new may be started.
    ///
    /// - Parameters:
    ///   - failureCount: how many loops have failed.
    ///   - loopCount: how many loops the whole run has.
    /// - Returns: the breach; nil when the guard holds.
    func breach(failureCount: Int, of loopCount: Int) -> GuardBreach? {
        guard let maxFailures, maxFailures.isPassed(by: failureCount, of: loopCount) else { return nil }
        let message = "\(failureCount) of \(loopCount) loops failed, more than \(maxFailures)"
        return GuardBreach(key: "maxFailures", message: message)
    }
}
