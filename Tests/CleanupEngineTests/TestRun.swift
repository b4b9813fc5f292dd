import CleanupEngine
import HumanLoops
import Synchronization
import TestSupport

@testable import CleanupManifest

/// A whole run in virtual time, with what it left behind.
struct TestRun: Sendable {
    /// What the survey proposed.
    var plan: CleanupPlan
    /// How the run ended.
    var end: RunEnd
    /// How each loop ended, in the order of their ends.
    var results: [LoopResult]
    /// The evidence written before stops and deletes.
    var intents: [LoopIntent]

    /// The outcomes by name.
    var outcomes: [String: LoopOutcome] {
        Dictionary(results.map { ($0.name.rawValue, $0.outcome) }, uniquingKeysWith: { first, _ in first })
    }

    /// Runs a manifest against a service.
    ///
    /// - Parameters:
    ///   - manifest: what is to be removed.
    ///   - service: the service.
    ///   - time: the clock of both.
    ///   - seed: the seed of the run's chance.
    ///   - recorder: where the run writes.
    ///   - consents: whether the operator consents to the plan; a plan with breaches is refused whatever it is.
    ///   - signal: the signal that comes, and when.
    ///   - earlier: what earlier parts of the run have come to.
    ///   - thinking: how long the operator takes to consent.
    ///   - event: what else happens, and when.
    /// - Returns: what the run left behind.
    static func perform(
        _ manifest: CleanupManifest,
        on service: some HumanLoopService,
        time: VirtualTime,
        seed: UInt64 = 1,
        recorder: MemoryRecorder = MemoryRecorder(),
        consents: Bool = true,
        signal: (StopSignal, at: Duration)? = nil,
        earlier: EarlierParts = EarlierParts(),
        thinking: Duration = .zero,
        event: (at: Duration, happens: @Sendable () -> Void)? = nil
    ) -> TestRun {
        time.run {
            let stopRequest = StopRequest()
            var run = CleanupRun(
                manifest: manifest,
                earlier: earlier,
                service: service,
                clock: time,
                startedAt: HumanLoop.sampleCreation + .seconds(3_600),
                stopRequest: stopRequest,
                recorder: recorder,
                generator: SeededGenerator(seed: seed)
            )
            return await withTaskGroup(of: Void.self) { group in
                if let signal { group.addTask { await time.run(after: signal.at) { stopRequest.raise(signal.0) } } }
                if let event { group.addTask { await time.run(after: event.at, event.happens) } }
                let plan = await run.survey()
                await time.run(after: thinking)
                if !plan.breaches.isEmpty {
                    run.refuse(.guards(plan.breaches))
                } else if !consents {
                    run.refuse(.noConsent)
                }
                let end = await run.sweep()
                group.cancelAll()
                return TestRun(plan: plan, end: end, results: recorder.results, intents: recorder.intents)
            }
        }
    }
}

extension VirtualTime {
    /// Lets something happen after a while, unless the task is cancelled before.
    fileprivate func run(after delay: Duration, _ event: @Sendable () -> Void = {}) async {
        do { try await sleep(for: delay) } catch { return }
        event()
    }
}

extension CleanupManifest {
    /// A manifest of loops by name, with the default settings.
    static func sample(
        _ names: [String],
        settings: LoopSettings = LoopSettings(),
        guards: CleanupGuards = CleanupGuards(),
        execution: ExecutionSettings = ExecutionSettings()
    ) -> CleanupManifest {
        CleanupManifest(
            name: "test",
            target: CleanupTarget(account: HumanLoop.sampleAccount, region: HumanLoop.sampleRegion),
            guards: guards,
            execution: execution,
            settings: [settings],
            loops: LoopTable(names.enumerated().map { LoopEntry(name: .sample($1), line: $0 + 10) })
        )
    }
}
