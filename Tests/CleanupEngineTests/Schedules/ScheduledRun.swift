import CleanupEngine
import CleanupManifest
import HumanLoops
import TestSupport

/// The run of a schedule, with all that happened around it.
struct ScheduledRun: Sendable {
    /// What befell it.
    let schedule: RunSchedule
    /// How it ended.
    let end: RunEnd
    /// All that happened, in order.
    let entries: [ChronicleEntry]
    /// What has the names of the manifest after the run; names that nothing has are absent.
    let left: [HumanLoopName: HumanLoop]

    /// Plays a schedule in virtual time.
    static func play(_ schedule: RunSchedule) -> ScheduledRun {
        let time = VirtualTime()
        let chronicle = Chronicle()
        let service = RestlessHumanLoops(schedule, time: time, chronicle: chronicle)
        let end = time.run { () async -> RunEnd in
            let stopRequest = StopRequest()
            let run = CleanupRun(
                manifest: schedule.manifest,
                hasConsent: schedule.hasConsentBefore,
                service: service,
                clock: time,
                startedAt: RunSchedule.startedAt,
                stopRequest: stopRequest,
                recorder: ChronicleRecorder(chronicle, time: time, capacity: schedule.recordCapacity),
                generator: SeededGenerator(seed: schedule.seed &+ 3)
            )
            return await withTaskGroup(of: Void.self) { group in
                if let signal = schedule.signal {
                    group.addTask {
                        do { try await time.sleep(for: signal.at) } catch { return }
                        chronicle.note(.signalled(at: time.now.offset))
                        stopRequest.raise(signal.signal)
                    }
                }
                defer { group.cancelAll() }
                return await carryOut(run, schedule) { chronicle.note(.consented(at: time.now.offset)) }
            }
        }
        var left: [HumanLoopName: HumanLoop] = [:]
        for entry in schedule.manifest.loops { left[entry.name] = service.seen(entry.name) }
        return ScheduledRun(schedule: schedule, end: end, entries: chronicle.entries, left: left)
    }

    /// Carries a run out with the consent of its schedule: before the first look, after the last one, or never.
    private static func carryOut(
        _ run: consuming CleanupRun<RestlessHumanLoops, VirtualTime>,
        _ schedule: RunSchedule,
        noteConsent: () -> Void
    ) async -> RunEnd {
        if schedule.hasConsentBefore {
            noteConsent()
            return await run.carryOut()
        }
        let plan = await run.survey()
        if !plan.breaches.isEmpty {
            run.refuse(.guards(plan.breaches))
        } else if !schedule.consents {
            run.refuse(.noConsent)
        } else {
            noteConsent()
        }
        return await run.sweep()
    }
}
