package import CleanupManifest

extension CleanupGuards {
    /// How many loops must be missing, all of them, to refuse a run whose manifest says nothing of it.
    package static let missingByDefault = 10

    /// Finds the guards that do not hold for the number of loops, before any of them is looked at.
    ///
    /// - Parameters:
    ///   - namedCount: how many loops the manifest names.
    ///   - foundCount: how many more its rules find; 0 as long as they were not followed.
    ///   - hasRules: whether the manifest has rules that are yet to be followed.
    /// - Returns: the breaches; empty when all hold.
    package func breaches(namedCount: Int, foundCount: Int = 0, hasRules: Bool = false) -> [GuardBreach] {
        guard let maxLoops else {
            let message = "a manifest with select must say how many loops it may come to"
            return hasRules ? [GuardBreach(key: "maxLoops", message: message)] : []
        }
        guard namedCount + foundCount > maxLoops else { return [] }
        let found = foundCount > 0 ? " and its rules find \(foundCount) more" : ""
        return [
            GuardBreach(
                key: "maxLoops",
                message:
                    "the manifest names \(namedCount) loop\(namedCount == 1 ? "" : "s")\(found), more than \(maxLoops)"
            )
        ]
    }

    /// Finds the guards that do not hold for what the loops were found to be.
    ///
    /// - Parameters:
    ///   - loopCount: how many loops the manifest names.
    ///   - stopCount: how many of them would be stopped.
    ///   - missingCount: how many of them are missing.
    /// - Returns: the breaches, at most one of each guard; empty when all hold.
    package func breaches(loopCount: Int, stopCount: Int, missingCount: Int) -> [GuardBreach] {
        var breaches: [GuardBreach] = []
        if let maxStops, stopCount > maxStops {
            let message = "\(stopCount) loops are in progress and would be stopped, more than \(maxStops)"
            breaches.append(GuardBreach(key: "maxStops", message: message))
        }
        if let maxMissing {
            if maxMissing.isPassed(by: missingCount, of: loopCount) {
                let message = "\(missingCount) of \(loopCount) loops are missing, more than \(maxMissing)"
                breaches.append(GuardBreach(key: "maxMissing", message: message))
            }
        } else if missingCount == loopCount, loopCount >= Self.missingByDefault {
            let message = "all \(loopCount) loops are missing: is it the right account and region?"
            breaches.append(GuardBreach(key: "maxMissing", message: message))
        }
        return breaches
    }

    /// Finds the guards that do not hold for what the first look has come to.
    package func breaches(_ census: SurveyCensus, of loopCount: Int) -> [GuardBreach] {
        breaches(loopCount: loopCount, stopCount: census.stops, missingCount: census.missing)
    }

    /// Finds out whether no guard can be breached any more, whatever the loops that were not looked at are.
    ///
    /// - Parameters:
    ///   - census: what the loops looked at are.
    ///   - loopCount: how many loops there are.
    /// - Returns: whether all the guards of the first look hold for certain.
    package func areSettled(by census: SurveyCensus, of loopCount: Int) -> Bool {
        let unknown = loopCount - census.looked
        // The worst that can come: every other loop would be stopped, or every other loop is missing.
        return breaches(loopCount: loopCount, stopCount: census.stops + unknown, missingCount: census.missing + unknown)
            .isEmpty
    }

    /// Finds out whether so many loops have failed that nothing new may be started.
    ///
    /// - Parameters:
    ///   - failureCount: how many loops have failed.
    ///   - loopCount: how many loops the run has.
    /// - Returns: the breach; nil when the guard holds.
    package func breach(failureCount: Int, of loopCount: Int) -> GuardBreach? {
        guard let maxFailures, maxFailures.isPassed(by: failureCount, of: loopCount) else { return nil }
        let message = "\(failureCount) of \(loopCount) loops failed, more than \(maxFailures)"
        return GuardBreach(key: "maxFailures", message: message)
    }
}
