import CleanupManifest

extension CleanupRun {
    /// How many results are written at a time: calls that come back meanwhile are heard after so many.
    private static var resultsAtOnce: Int { 1_000 }

    /// Makes what was written durable when that is due.
    mutating func synchronize(at now: Duration) {
        guard let recorder, now >= nextTick else { return }
        nextTick = now + Self.tick
        do {
            try recorder.synchronize()
        } catch {
            state.end(.evidence(error.message), at: now)
        }
    }

    /// Writes down loops that have ended.
    ///
    /// It comes after everything that can end a loop, so that the loops that end because something could not be written are
    /// in every report that can be.
    ///
    /// - Returns: whether there may be more of them.
    mutating func record() -> Bool {
        guard let recorder else { return false }
        let now = elapsed
        for _ in 0..<Self.resultsAtOnce {
            guard let lifecycle = state.popEnded(at: now) else { return false }
            guard let result = lifecycle.result(start: startedAt, sources: manifest.sources) else { continue }
            do {
                try recorder.record(result)
            } catch {
                state.end(.evidence(error.message), at: now)
            }
        }
        return true
    }
}
