import CleanupManifest
import HumanLoops

extension RunState {
    /// How many of the longest waits are told.
    private static let toldWaits = 3

    /// Sums up how far the run is; what is no longer needed to find the longest waits is dropped.
    mutating func progress(at now: Duration) -> RunProgress {
        var progress = RunProgress(
            total: wholeCount,
            looked: earlier.census.looked + census.part.looked,
            earlier: earlier.census.looked,
            waiting: waits[.worker],
            retrying: waits[.failure],
            throttledLoops: waits[.throttle],
            inFlight: inFlight,
            outcomes: tally.outcomes,
            calls: tally.calls,
            elapsed: now,
            phase: phase
        )
        progress.stopReason = stopReason
        guard stop == nil else { return progress }
        let loops = loops
        progress.longestWaits = longestWaits.first(Self.toldWaits) { loops.wait(of: $0, at: now) }
        if waits[.worker] > 0 { progress.nextLook = nextLook(after: now) }
        progress.slowed = HumanLoopOperation.allCases.compactMap { operation in
            let wantsCalls = operation == .list ? waiting.wantsPage : !schedule.isEmpty(operation)
            guard wantsCalls || contact.isThrottling(operation) else { return nil }
            return schedule.throttling(of: operation)
        }
        progress.remaining = forecast.remaining(callsLeft, width: width) { schedule.knownRate(of: $0) }
        return progress
    }

    private func nextLook(after now: Duration) -> Duration? {
        if waiting.inFlight > 0 || waiting.wantsPage { return .zero }
        // While a waiting loop is looked at, the timers that are left may be those of the ends of waits only.
        let isLooking = calls.loops.contains { loops.wait(of: $0, at: now) != nil }
        if isLooking || !schedule.isEmpty(.describe) { return .zero }
        return [waiting.nextMoment, schedule.nextTimer].compactMap(\.self).min().map { max(.zero, $0 - now) }
    }

    /// The calls that are left at the least, if none fails: each loop is looked at before its stop and before its delete.
    private var callsLeft: CallCounts {
        var left = CallCounts()
        let unlooked = loops.count - census.part.looked
        switch phase {
        case .listing, .ending: break
        case .surveying: left.describe = unlooked
        case .sweeping:
            // Of the loops not yet looked at as many are taken to need a stop as of the others.
            let expectedStops = unlooked * census.part.stops / max(1, census.part.looked)
            left.stop = proposed.count(of: .stop) + schedule.count(.stop) + expectedStops
            left.delete = isStopOnly ? 0 : loops.count - tally.outcomes.total
            left.describe = unlooked + left.stop + left.delete
        }
        return left
    }
}
