import CleanupEngine
@testable import CleanupJournal
import HumanLoops
@testable import Support

extension RunAudit {
    /// The promises that a run in parts has broken.
    static func violations(of killed: KilledRun) -> [String] {
        var audit = RunAudit(killed.run.schedule)
        for entry in killed.run.entries { audit.take(entry) }
        audit.closeParts(killed)
        return audit.violations
    }

    /// Goes on by a process that knows of the ones before it what was written down, and nothing else: calls that were in
    /// flight may be carried out and tell nobody.
    ///
    /// - Parameter wasRefused: whether the guards had refused the part before: then what was missing is looked at again.
    mutating func takeNewProcess(wasRefused: Bool) {
        flyingCount = 0
        failureCount = 0
        hasConsent = false
        stopReason = nil
        moments = [:]
        orphans.formUnion(calls.keys)
        for name in loops.keys { loops[name]?.loseProcess(wasRefused: wasRefused) }
    }

    /// Closes the books over all parts: every loop has one outcome that is final, and it is true.
    private mutating func closeParts(_ killed: KilledRun) {
        let (history, count) = (killed.history, entries.count)
        demand(history.flaws.isEmpty, "the journal contradicts itself: \(history.flaws.named)")
        demand(history.end != nil, "the journal has no end")
        demand(history.records.count == count, "the journal tells of \(history.records.count) of \(count) loops")
        demand(history.outcomes == killed.total.outcomes, "the end counts other outcomes than the lines")
        demand(killed.total.loopCount == count, "the end tells of \(killed.total.loopCount) of \(count) loops")
        switch killed.run.end.stopReason {
        // A guard may not hold, and a process whose first call gets no answer has no service.
        case nil, .guards, .failures, .unreachable: break
        case .noConsent, .selection, .interrupted, .deadline, .throttled, .credentials, .evidence:
            demand(false, "the last part ends early")
        }
        for (name, loop) in loops {
            guard let result = loop.result else { continue }
            let outcome = history.records[name]?.outcome
            demand(outcome == result.outcome, "'\(name)' is \(result.outcome), and the journal says otherwise")
            demandTruth(of: result, loop, left: killed.run.left[name])
        }
        demand(loops.values.count { $0.result != nil } == count, "loops without a result")
    }
}

extension LoopAudit {
    /// Forgets what a process knew, but for what it had written down.
    mutating func loseProcess(wasRefused: Bool) {
        // The next process knows that the call was to be sent; neither whether it was, nor what came back.
        if result == nil, let lastIntent { mayHaveBeenCarriedOut(lastIntent) }
        if wasStopped { mayBeStopped = true }
        if wasDeleted { mayBeDeleted = true }
        // Whatever became of a delete, the name is another loop's now, which may vanish in its own way.
        if isReborn { isFateLost = true }
        let settling: [LoopOutcome] = wasRefused ? [.deleted, .kept] : [.deleted, .alreadyGone, .kept]
        let isSettled = result.map { result in
            // A name that belongs to another loop is not touched by any later part.
            settling.contains(result.outcome) || result.outcome == .refused && result.problem?.code == "Reborn"
        }
        guard isSettled != true else { return }
        if !isIdentified, lastIntent == nil, result?.creationTime == nil {
            (first, isReborn, wasMissing) = (nil, false, false)
        }
        (described, ended, basis, flying, intent, result) = (nil, nil, nil, nil, nil, nil)
        (isMissing, isInDoubt, wasStopped, wasDeleted) = (false, true, false, false)
        calls = CallCounts()
    }

    /// Takes note that nobody knows whether a stop or a delete was carried out.
    private mutating func mayHaveBeenCarriedOut(_ operation: HumanLoopOperation) {
        if operation == .stop { (hasSentStop, mayBeStopped) = (true, true) }
        if operation == .delete { (hasSentDelete, mayBeDeleted) = (true, true) }
    }
}
