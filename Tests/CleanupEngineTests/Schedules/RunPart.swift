import CleanupEngine
@testable import CleanupJournal
import CleanupManifest
import HumanLoops
@testable import Support
import TestSupport

/// One part of a run: what one process does of it, from the first look or from where the journal leaves it.
struct RunPart: Sendable {
    /// What befalls the run.
    let schedule: RunSchedule
    /// What earlier parts have written; nil for the first part.
    let history: JournalHistory?
    /// The process.
    let process: MortalProcess
    /// Where its journal goes.
    let sink: MortalSink

    /// Plays the part.
    ///
    /// - Parameters:
    ///   - service: the service as the process reaches it.
    ///   - time: the clock.
    ///   - chronicle: where the consent is taken down.
    ///   - kill: when the process is killed; nil for never.
    /// - Returns: the end of the part and of the whole run; nil when the process was killed.
    /// - Throws: `ReportWriteError` when the journal cannot be written.
    func play(
        on service: MortalHumanLoops,
        _ time: VirtualTime,
        _ chronicle: Chronicle,
        _ kill: Kill?
    ) throws -> (part: RunEnd, total: RunEnd)? {
        let began = RunSchedule.startedAt + time.now.offset
        let reports = reports(at: began)
        try reports.write(.start(start))
        let recorder = MortalRecorder(process, reports, kill, chronicle, time: time)
        let run = run(on: service, time, recorder, startedAt: began)
        let end = time.run { () async -> RunEnd in
            await withTaskGroup(of: Void.self) { group in
                if case .after(let moment) = kill {
                    group.addTask {
                        do { try await time.sleep(for: moment) } catch { return }
                        process.die()
                    }
                }
                defer { group.cancelAll() }
                return await carryOut(run) { chronicle.note(.consented(at: time.now.offset)) }
            }
        }
        if process.isDead { return nil }
        return (end, try reports.end(end))
    }

    /// The engine's run of what is left to do.
    private func run(
        on service: MortalHumanLoops,
        _ time: VirtualTime,
        _ recorder: MortalRecorder,
        startedAt: Timestamp
    ) -> CleanupRun<MortalHumanLoops, VirtualTime> {
        let work = history.map { ResumedWork(schedule.manifest, preconditions: [], after: $0) }
        return CleanupRun(
            manifest: work?.manifest ?? schedule.manifest,
            preconditions: work?.preconditions ?? [],
            hasConsent: schedule.hasConsentBefore,
            earlier: work?.earlier ?? EarlierParts(),
            service: service,
            clock: time,
            startedAt: startedAt,
            stopRequest: process.stopRequest,
            recorder: recorder,
            generator: SeededGenerator(seed: schedule.seed &+ 3)
        )
    }

    /// Carries a run out with the consent of its schedule: before the first look, or after the last one.
    private func carryOut(
        _ run: consuming CleanupRun<MortalHumanLoops, VirtualTime>,
        noteConsent: () -> Void
    ) async -> RunEnd {
        if schedule.hasConsentBefore {
            noteConsent()
            return await run.carryOut()
        }
        let plan = await run.survey()
        if plan.breaches.isEmpty { noteConsent() } else { run.refuse(.guards(plan.breaches)) }
        return await run.sweep()
    }

    /// The report that writes the journal.
    private func reports(at moment: Timestamp) -> RunReports {
        guard let history else { return RunReports([Journal(to: sink)], now: { moment }) }
        let seam = RunResumption(
            runID: "run-1",
            version: "1",
            segment: history.segments + 1,
            droppedBytes: 0,
            resumedAt: moment
        )
        let journal = Journal(to: sink, .continued(seam), after: history)
        return RunReports([journal], carried: CarriedResults(history), now: { moment })
    }

    /// What the journal says of the run.
    private var start: RunStart {
        RunStart(
            runID: "run-1",
            version: "1",
            name: schedule.manifest.name,
            manifestPath: "schedule.yaml",
            account: HumanLoop.sampleAccount,
            region: HumanLoop.sampleRegion,
            endpoint: "https://a2i.example",
            loopCount: schedule.manifest.loops.count,
            startedAt: RunSchedule.startedAt
        )
    }
}
