import CleanupEngine
import CleanupManifest
import HumanLoops

extension RunAudit {
    /// Closes the books: every loop has one outcome, and it is true.
    mutating func close(_ run: ScheduledRun) {
        if schedule.recordCapacity == nil {
            demand(Set(loops.filter { $0.value.result != nil }.keys) == Set(entries.keys), "loops without a result")
        }
        let (total, count) = (run.end.outcomes.total, entries.count)
        demand(total == count, "\(total) outcomes of \(count) loops")
        var counts = OutcomeCounts()
        for (name, loop) in loops {
            guard let result = loop.result else { continue }
            counts[result.outcome] += 1
            demandTruth(of: result, loop, left: run.left[name])
        }
        if schedule.recordCapacity == nil { demand(counts == run.end.outcomes, "the end counts other outcomes") }
        demandCounts(of: run)
        demandEnd(of: run)
        demandGuards()
        guard schedule.isPeaceful, run.end.stopReason == nil else { return }
        for (name, entry) in entries {
            let settings = schedule.manifest.settings[entry.settings]
            let initial = schedule.loops.first { $0.loop.name == name }
            let forecast = LoopForecast.outcomes(of: initial, by: settings, schedule.manifest)
            let outcome = loops[name]?.result?.outcome
            demand(outcome.map(forecast.contains) == true, "'\(name)' ends as \(outcome?.rawValue ?? "nothing")")
        }
    }

    /// Demands that nothing was changed when the first look at the loops breaches a guard.
    private mutating func demandGuards() {
        let (guards, count) = (schedule.manifest.guards, entries.count)
        let missing = loops.values.count { $0.wasMissing }
        let stops = loops.filter { name, loop in
            guard let first = loop.first, first.status == .inProgress, let entry = entries[name] else { return false }
            let settings = schedule.manifest.settings[entry.settings]
            return settings.onInProgress == .stop && LoopForecast.mayBeTouched(first, by: settings, guards)
        }.count
        let isBreached =
            guards.maxStops.map { stops > $0 } ?? false || guards.maxMissing?.isPassed(by: missing, of: count) ?? false
            || (guards.maxMissing == nil && missing == count && count >= CleanupGuards.missingByDefault)
        let isChanged = calls.values.contains { $0.operation.isMutating }
        demand(!isBreached || !isChanged, "\(stops) to stop, \(missing) missing: a guard is breached, loops changed")
    }

    /// Demands that a result tells what is true.
    mutating func demandTruth(of result: LoopResult, _ loop: LoopAudit, left: HumanLoop?) {
        let subject = "'\(result.name)' is \(result.outcome.rawValue)"
        let isThere = left.map { $0.status != .deleting && loop.isSame($0.creationTime, $0.flowDefinitionARN) } == true
        switch result.outcome {
        case .deleted:
            demand(loop.hasSentDelete, "\(subject) and no delete was sent")
            demand(loop.first == nil || !isThere, "\(subject) and it is there")
            demand(loop.wasDeleted || loop.mayBeDeleted, "\(subject) and no delete can have done it")
            demand(result.problem == nil, "\(subject) with a problem")
        case .alreadyGone:
            demand(loop.isMissing, "\(subject) and nobody missed it")
            let mayBeOurs = loop.wasDeleted || loop.mayBeDeleted
            demand(!mayBeOurs || loop.isFateLost, "\(subject) and a delete may have done it")
            demand(result.problem == nil, "\(subject) with a problem")
        case .kept:
            demand(!loop.wasDeleted && result.problem == nil, "\(subject) and was deleted, or has a problem")
        case .notAttempted:
            // A call that was certainly not carried out, such as one that was throttled, has changed nothing.
            let wasTouched = loop.wasStopped || loop.mayBeStopped || loop.wasDeleted || loop.mayBeDeleted
            demand(!wasTouched || loop.isFateLost, "\(subject) and it may have been changed")
            demand(result.problem != nil, "\(subject) without a problem")
        case .deferred, .refused, .failed:
            demand(!loop.wasDeleted, "\(subject) and was deleted")
            demand(result.problem != nil, "\(subject) without a problem")
        }
        demand(!loop.wasStopped || result.stoppedByRun, "\(subject), and its stop is not in its result")
        demand(!result.stoppedByRun || loop.hasSentStop, "\(subject), and its result tells a stop that was not sent")
        demand(
            result.calls.describe == loop.calls.describe && result.calls.stop == loop.calls.stop
                && result.calls.delete == loop.calls.delete,
            "\(subject) by other calls than its result tells"
        )
    }

    /// Demands that the end counts the calls that were sent.
    private mutating func demandCounts(of run: ScheduledRun) {
        for operation in HumanLoopOperation.allCases {
            let sent = calls.values.count { $0.operation == operation }
            let counted = run.end.calls[operation]
            demand(sent == counted, "\(sent) calls of \(operation) are sent and \(counted) are counted")
        }
    }

    /// Demands that a run ends in time, and says so when it ended early.
    private mutating func demandEnd(of run: ScheduledRun) {
        let endedAt = run.end.endedAt - RunSchedule.startedAt
        let grace = Duration.seconds(10)
        if let signal = schedule.signal {
            demand(endedAt <= signal.at + grace, "the run ends at \(endedAt), long after the signal")
        }
        if let deadline = schedule.manifest.execution.deadline {
            demand(endedAt <= deadline + grace, "the run ends at \(endedAt), long after its deadline")
        }
        demand(run.end.stopReason != nil || run.end.outcomes[.notAttempted] == 0, "loops are left out without a reason")
        let flying = flyingCount
        demand(flying == 0, "\(flying) calls never came back")
    }
}
