import CleanupEngine
import CleanupManifest
import HumanLoops

/// What the design says of a loop with which nothing goes wrong.
enum LoopForecast {
    /// How near to the limit of the wait a worker may let go for either end to be right.
    private static let margin = Duration.seconds(8)

    /// Whether the manifest lets a loop be touched.
    static func mayBeTouched(_ loop: HumanLoop, by settings: LoopSettings, _ guards: CleanupGuards) -> Bool {
        if guards.protect.names.contains(where: { $0.matches(loop.name.rawValue) }) { return false }
        if let minAge = guards.minAge, loop.creationTime > RunSchedule.startedAt - minAge { return false }
        if let flow = settings.expectation.flowDefinitionARN, flow != loop.flowDefinitionARN { return false }
        if let bound = settings.expectation.createdBefore, loop.creationTime >= bound { return false }
        return true
    }

    /// The outcomes that a loop may have.
    static func outcomes(
        of initial: RestlessLoop?,
        by settings: LoopSettings,
        _ manifest: CleanupManifest
    ) -> Set<LoopOutcome> {
        guard let initial else { return [settings.onMissing == .fail ? .failed : .alreadyGone] }
        guard mayBeTouched(initial.loop, by: settings, manifest.guards) else { return [.refused] }
        switch initial.loop.status {
        case .inProgress where initial.stoppedAt == nil:
            switch settings.onInProgress {
            case .skip: return [.kept]
            case .fail: return [.failed]
            case .stop: return afterStop(initial, by: settings, manifest.execution)
            }
        case .inProgress:
            return afterStop(initial, by: settings, manifest.execution)
        case .stopping, .deleting, .other:
            return [.deferred]
        case .completed, .failed, .stopped:
            return [atEnd(initial.loop.status, by: settings)]
        }
    }

    /// The outcomes of a loop that is stopped: a worker lets go in time or does not.
    private static func afterStop(
        _ loop: RestlessLoop,
        by settings: LoopSettings,
        _ execution: ExecutionSettings
    ) -> Set<LoopOutcome> {
        let timeout = execution.stopWait.timeout
        // Where calls queue up, the last look comes late, and what it finds counts.
        let isPrompt = execution.concurrency >= 8 && execution.callsPerSecond == nil
        let end = atEnd(loop.heldFor == nil ? .stopped : loop.endsAs, by: settings)
        let hold = loop.heldFor ?? .zero
        if hold > timeout + margin, loop.stoppedAt == nil, isPrompt { return [.deferred] }
        return hold + margin < timeout || hold == .zero ? [end] : [end, .deferred]
    }

    /// The outcome of a loop in a status that can be deleted.
    private static func atEnd(_ status: HumanLoopStatus, by settings: LoopSettings) -> LoopOutcome {
        switch status {
        case .completed where settings.onCompleted == .keep, .failed where settings.onFailed == .keep: .kept
        default: .deleted
        }
    }
}
