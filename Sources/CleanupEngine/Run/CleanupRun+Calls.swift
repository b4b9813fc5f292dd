import CleanupManifest
import HumanLoops

extension CleanupRun {
    /// Starts the calls for loops that can be made now; stops and deletes when the evidence of all of them is durable.
    mutating func startCalls(in group: inout TaskGroup<RunArrival>, at now: Duration) {
        var changes: [ServiceCall] = []
        while state.inFlight < manifest.execution.concurrency, let call = state.nextCall(at: now) {
            if !call.operation.isMutating {
                start(call, in: &group)
            } else if writeEvidence(of: call, at: now) {
                changes.append(call)
            } else {
                break
            }
        }
        let isWritten = keep(for: changes, at: now) { recorder, state throws(RunRecorderError) in
            try recorder.record(.identities(state.takeSightings()))
            if !changes.isEmpty { try recorder.commit() }
        }
        guard isWritten else { return }
        for call in changes { start(call, in: &group) }
    }

    /// Has something written down; where that fails, the calls that rest on it are put back, and the run ends.
    ///
    /// - Returns: whether it was written, or nothing is.
    @discardableResult
    mutating func keep(
        for calls: [ServiceCall] = [],
        at now: Duration? = nil,
        _ write: (any RunRecorder, inout RunState) throws(RunRecorderError) -> Void
    ) -> Bool {
        guard let recorder else { return true }
        do throws(RunRecorderError) {
            try write(recorder, &state)
            return true
        } catch {
            let now = now ?? elapsed
            for call in calls { state.putBack(call, at: now) }
            state.end(.evidence(error.message), at: now)
            return false
        }
    }

    /// Writes down the evidence of a loop that is to be stopped or deleted; false when the call was put back instead.
    private mutating func writeEvidence(of call: ServiceCall, at now: Duration) -> Bool {
        let lifecycle = state.loops.lifecycle(at: call.loop)
        guard let loop = lifecycle.loop else { return true }
        let entry = lifecycle.entry
        var intent = LoopIntent(
            operation: call.operation,
            loop: loop,
            manifestLine: entry.line,
            rule: entry.rule,
            at: startedAt + now
        )
        intent.manifestFile = entry.listFile(of: manifest.sources)
        intent.keptInstead = lifecycle.keptInstead
        return keep(for: [call], at: now) { recorder, _ throws(RunRecorderError) in
            try recorder.record(.intent(intent))
        }
    }

    private func start(_ call: ServiceCall, in group: inout TaskGroup<RunArrival>) {
        let lifecycle = state.loops.lifecycle(at: call.loop)
        let (service, name) = (service, call.name(for: lifecycle))
        let (clock, sentAt) = (clock, start.advanced(by: lifecycle.describedAt ?? .zero))
        let permit = SendPermit { sentAt.duration(to: clock.now) }
        group.addTask { .answered(call, await service.call(call.operation, name, permit)) }
    }

    func start(_ call: ListCall, in group: inout TaskGroup<RunArrival>) {
        group.addTask { [service] in .listed(call, await service.page(call.query)) }
    }
}

extension CleanupRun {
    /// How many results are written at a time: calls that come back meanwhile are heard after so many.
    private static var resultsAtOnce: Int { 1_000 }

    /// Makes what was written durable when that is due.
    mutating func synchronize(at now: Duration) {
        guard recorder != nil, now >= nextTick else { return }
        nextTick = now + Self.tick
        keep(at: now) { recorder, _ throws(RunRecorderError) in try recorder.synchronize() }
    }

    /// Writes down loops that have ended.
    ///
    /// It comes after everything that can end a loop, so that the loops that end because something could not be written are
    /// in every report that can be.
    ///
    /// - Returns: whether there may be more of them.
    mutating func record() -> Bool {
        guard recorder != nil else { return false }
        let now = elapsed
        for _ in 0..<Self.resultsAtOnce {
            guard let lifecycle = state.popEnded(at: now) else { return false }
            guard let result = lifecycle.result(start: startedAt, sources: manifest.sources) else { continue }
            keep(at: now) { recorder, _ throws(RunRecorderError) in try recorder.record(.result(result)) }
        }
        return true
    }
}
