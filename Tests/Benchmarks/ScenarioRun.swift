import CleanupEngine
import CleanupManifest
import HumanLoops
import TestSupport

/// Carries a scenario out with the engine, and once more without it, and measures both.
struct ScenarioRun {
    /// What one run left behind.
    private struct Trace: Sendable {
        /// When the plan was ready; zero when there is none.
        var survey = Duration.zero
        /// The calls until then.
        var surveyCalls = Traffic()
        /// When the last loop had ended.
        var makespan = Duration.zero
        /// The calls of the whole run.
        var calls = Traffic()
        /// Why the run is worth nothing; nil when it is.
        var complaint: String?
    }

    /// What is carried out.
    private let scenario: Scenario
    /// Its loops.
    private let estate: Estate
    /// What is to be removed: every loop.
    private let manifest: CleanupManifest

    /// Prepares the run of a seed.
    init(_ scenario: Scenario, seed: UInt64) {
        self.scenario = scenario
        let estate = Estate(scenario, seed: seed)
        self.estate = estate
        manifest = CleanupManifest(
            name: scenario.name,
            target: CleanupTarget(account: HumanLoop.sampleAccount, region: HumanLoop.sampleRegion),
            execution: ExecutionSettings(concurrency: scenario.concurrency),
            loops: LoopTable((0..<scenario.loopCount).lazy.map { LoopEntry(name: estate.name($0), line: $0 + 10) })
        )
    }

    /// Carries the scenario out as often as its figures need.
    func measure() -> Measurement {
        ProcessCost.forgetPeak()
        let start = ProcessCost.processorTime
        var repetitions = 0
        var trace: Trace
        repeat {
            trace = run()
            repetitions += 1
        } while ProcessCost.processorTime - start < scenario.leastProcessorTime
        let (end, peak) = (ProcessCost.processorTime, ProcessCost.peakMebibytes)
        for _ in 0..<repetitions { callBare(trace.calls) }
        let bareEnd = ProcessCost.processorTime
        return Measurement(
            seed: estate.seed,
            loopCount: scenario.loopCount,
            survey: trace.survey,
            makespan: trace.makespan,
            bound: max(bound(for: trace.calls), longestWait),
            phasedBound: bound(for: trace.surveyCalls)
                + max(bound(for: trace.calls - trace.surveyCalls), longestWait),
            calls: trace.calls,
            processorTime: (end - start) / repetitions,
            bareProcessorTime: (bareEnd - end) / repetitions,
            peakMebibytes: peak,
            complaint: trace.complaint
        )
    }

    /// Carries the scenario out once with the engine.
    private func run() -> Trace {
        let time = VirtualTime()
        let service = MeasuredService(estate, time: time)
        let recorder = CountingRecorder()
        let (manifest, isPlanned, startedAt, seed) = (manifest, scenario.isPlanned, estate.runStart, estate.seed)
        var trace = time.run { () async -> Trace in
            var run = CleanupRun(
                manifest: manifest,
                hasConsent: !isPlanned,
                service: service,
                clock: time,
                startedAt: startedAt,
                recorder: recorder,
                generator: SeededGenerator(seed: seed)
            )
            var trace = Trace()
            if isPlanned {
                _ = await run.survey()
                (trace.survey, trace.surveyCalls) = (time.now.offset, service.traffic)
            }
            let end = isPlanned ? await run.sweep() : await run.carryOut()
            (trace.makespan, trace.calls) = (time.now.offset, service.traffic)
            if end.exitCode != .success { trace.complaint = "the run ended with \(end.exitCode)" }
            return trace
        }
        let counts = recorder.counts
        if counts.deleted != scenario.loopCount || counts.others > 0 || service.remaining > 0 {
            trace.complaint = "\(counts.deleted) deleted, \(counts.others) otherwise, \(service.remaining) left"
        }
        return trace
    }

    /// The least time in which calls can be made: the rates bound it, or where there are none latency and width.
    private func bound(for calls: Traffic) -> Duration {
        let byRates = scenario.limits.map { operation, limit in
            Duration.seconds(Double(calls.carriedOut(operation)) / limit.callsPerSecond)
        }
        let byWidth = scenario.latency * calls.total / scenario.concurrency
        return max(byRates.max() ?? .zero, byWidth)
    }

    /// The least time that the loop takes which a worker holds longest: its stop, the hold, a look and its delete.
    private var longestWait: Duration {
        let hold = estate.longestHold
        return hold == .zero ? .zero : hold + scenario.latency * 3
    }

    /// Makes as many calls as the engine did, as wide, and nothing else.
    private func callBare(_ calls: Traffic) {
        let time = VirtualTime()
        let service = MeasuredService(estate, time: time)
        let (width, estate) = (scenario.concurrency, estate)
        time.run { () async -> Void in
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<calls.total {
                    if number >= width { await group.next() }
                    group.addTask { await Self.call(number, of: calls, estate, service) }
                }
            }
        }
    }

    /// Makes one of so many calls; what comes back does not matter, only that it was made up and carried.
    private static func call(_ number: Int, of calls: Traffic, _ estate: Estate, _ service: MeasuredService) async {
        let name = estate.name(number % estate.scenario.loopCount)
        var rest = number
        for operation in HumanLoopOperation.allCases {
            guard rest >= calls[operation] else {
                switch operation {
                case .describe: _ = try? await service.describeHumanLoop(name)
                case .list:
                    let flow = estate.flowDefinitionARN(number % estate.scenario.flowCount)
                    let query = HumanLoopQuery(flowDefinitionARN: flow, sortOrder: .ascending, pageSize: 100)
                    _ = try? await service.listHumanLoops(query)
                case .stop: _ = try? await service.stopHumanLoop(name, .unlimited)
                case .delete: _ = try? await service.deleteHumanLoop(name, .unlimited)
                }
                return
            }
            rest -= calls[operation]
        }
    }
}
