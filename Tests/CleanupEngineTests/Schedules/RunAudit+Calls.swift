import CleanupEngine
import CleanupManifest
import HumanLoops

extension RunAudit {
    /// Goes on by a call that was sent: it may be, now.
    mutating func take(_ number: Int, _ operation: HumanLoopOperation, _ name: HumanLoopName?, sentAt now: Duration) {
        calls[number] = Call(operation: operation, name: name)
        flyingCount += 1
        let flying = flyingCount
        demand(flying <= schedule.manifest.execution.concurrency, "\(flying) calls are in flight at \(now)")
        demand(
            stopReason.map { now <= $0 } ?? true,
            "\(operation) of '\(name.map(\.rawValue) ?? "")' is sent after the halt"
        )
        if let deadline = schedule.manifest.execution.deadline {
            demand(now <= deadline, "\(operation) is sent after the deadline")
        }
        demandRate(of: operation, at: now)
        guard let name else { return }
        var loop = loops[name] ?? LoopAudit()
        demand(loop.flying == nil, "two calls for '\(name)' are in flight")
        demand(loop.result == nil, "\(operation) of '\(name)' is sent after its result")
        if operation.isMutating {
            demandGrounds(of: operation, name, loop, at: now)
            demandGuards(before: operation, name)
        }
        loop.flying = number
        loop.basis = operation == .delete ? loop.ended : loop.described
        loop.intent = nil
        loop.calls[operation] += 1
        if operation == .stop { loop.hasSentStop = true }
        if operation == .delete { loop.hasSentDelete = true }
        loops[name] = loop
    }

    /// Demands that no more calls of an operation are sent in a second than the operator allows.
    private mutating func demandRate(of operation: HumanLoopOperation, at now: Duration) {
        guard let rate = schedule.manifest.execution.callsPerSecond else { return }
        moments[operation, default: []].append(now)
        let recent = (moments[operation] ?? []).reversed().prefix { now - $0 < .seconds(1) }.count
        demand(Double(recent) <= rate.rounded(.up) + 1, "\(recent) calls of \(operation) are sent in one second")
    }

    /// Demands that a stop or a delete is allowed, written down, and grounded on what the run has seen.
    private mutating func demandGrounds(
        of operation: HumanLoopOperation,
        _ name: HumanLoopName,
        _ loop: LoopAudit,
        at now: Duration
    ) {
        let call = "\(operation) of '\(name)' at \(now)"
        demand(hasConsent, "\(call) is sent without consent")
        demand(loop.intent?.operation == operation, "\(call) is sent and not written down before")
        demand(!loop.isInDoubt, "\(call) is sent although a call came to an unclear end and nobody looked since")
        demand(!loop.isReborn, "\(call) is sent although the name was seen to be another loop's")
        guard let entry = entries[name], let first = loop.first else {
            return demand(false, "\(call) is sent, and the manifest does not name it or it was never looked at")
        }
        guard let sight = operation == .delete ? loop.ended : loop.described else {
            return demand(false, "\(call) is sent, and the loop was last seen alive")
        }
        demand(now - sight.at <= SendPermit.longestLookAge, "\(call) is sent, and the look at it is old")
        let settings = schedule.manifest.settings[entry.settings]
        switch (operation, sight.status) {
        case (.stop, .inProgress):
            demand(settings.onInProgress == .stop, "\(call) is sent, and onInProgress is \(settings.onInProgress)")
        case (.delete, .completed):
            demand(settings.onCompleted == .delete, "\(call) is sent, and onCompleted is keep")
        case (.delete, .failed):
            demand(settings.onFailed == .delete, "\(call) is sent, and onFailed is keep")
        case (.delete, .stopped):
            break
        default:
            demand(false, "\(call) is sent, and it was last seen \(sight.status)")
        }
        demand(LoopForecast.mayBeTouched(first, by: settings, schedule.manifest.guards), "\(call) is sent and refused")
    }

    /// Demands that the guards hold for what is known when a stop or a delete is sent, by whichever process.
    private mutating func demandGuards(before operation: HumanLoopOperation, _ name: HumanLoopName) {
        let (guards, count) = (schedule.manifest.guards, entries.count)
        let missing = loops.values.count { $0.wasMissing }
        let isPassed =
            guards.maxMissing?.isPassed(by: missing, of: count)
            ?? (missing == count && count >= CleanupGuards.missingByDefault)
        demand(!isPassed, "\(operation) of '\(name)' is sent, and \(missing) of \(count) loops are missing")
        guard operation == .stop, let maxStops = guards.maxStops else { return }
        let stops = loops.count { other, loop in
            let isFlying = loop.flying.flatMap { calls[$0] }?.operation == .stop
            return other == name || isFlying || loop.wasStopped || loop.mayBeStopped
        }
        demand(stops <= maxStops, "\(stops) loops are stopped, more than \(maxStops)")
    }

    /// Goes on by a call that reached the service: it found the loop that the run knows, if the run could know.
    mutating func take(_ number: Int, reached seen: HumanLoop?, bornAt: Duration) {
        guard let call = calls[number], call.operation.isMutating, let name = call.name, let seen,
            let loop = loops[name], !loop.isSame(seen.creationTime, seen.flowDefinitionARN), let basis = loop.basis
        else { return }
        demand(bornAt > basis.trueAt, "\(call.operation) of '\(name)' reached another loop that was there to be seen")
    }

    /// Goes on by what a call brought back.
    mutating func take(_ number: Int, _ answer: ChronicleEntry.Answer, trueAt: Duration, at now: Duration) {
        if orphans.contains(number) { return }
        guard let call = calls[number] else { return demand(false, "an answer to no call") }
        flyingCount -= 1
        guard let name = call.name else { return }
        var loop = loops[name] ?? LoopAudit()
        loop.flying = nil
        switch answer {
        case .described(let seen):
            loop.see(seen, trueAt: trueAt, at: now)
        case .accepted:
            if call.operation == .stop { loop.wasStopped = true } else { loop.wasDeleted = true }
        case .failed(let error):
            loop.take(error, of: call.operation)
        case .listed:
            break
        }
        loops[name] = loop
    }
}

extension LoopAudit {
    /// Goes on by a description.
    mutating func see(_ loop: HumanLoop, trueAt: Duration, at now: Duration) {
        isInDoubt = false
        isMissing = false
        if first == nil { wasMissing = false }
        guard isSame(loop.creationTime, loop.flowDefinitionARN) else {
            isReborn = true
            return
        }
        first = first ?? loop
        let sight = Sight(status: loop.status, at: now, trueAt: trueAt)
        described = sight
        ended = loop.status.isTerminal ? sight : nil
    }

    /// Goes on by a call that came to nothing.
    mutating func take(_ error: HumanLoopServiceError, of operation: HumanLoopOperation) {
        if error.kind == .notFound {
            if first == nil { wasMissing = true }
            isMissing = true
            isInDoubt = false
        }
        guard operation.isMutating else { return }
        if error.isAmbiguous || error.kind == .invalid { isInDoubt = true }
        guard error.isAmbiguous else { return }
        if operation == .stop { mayBeStopped = true } else { mayBeDeleted = true }
    }
}
