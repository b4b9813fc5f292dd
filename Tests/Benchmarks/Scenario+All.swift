import HumanLoops

extension Scenario {
    /// The rates of the service that throttles.
    private static let rates: [HumanLoopOperation: RateLimit] = [
        .describe: RateLimit(callsPerSecond: 60, burst: 5),
        .stop: RateLimit(callsPerSecond: 20, burst: 5),
        .delete: RateLimit(callsPerSecond: 30, burst: 5),
    ]

    /// A service that throttles.
    private static let throttled = Scenario(
        name: "throttled",
        summary: "60 describe/s, 20 stop/s, 30 delete/s, burst 5; half of the loops in progress, none held",
        loopCount: 300,
        latency: .milliseconds(10),
        limits: rates,
        concurrency: 32,
        seeds: Array(1...20),
        targets: [.makespan(1.10), .throttledShare(0.03)]
    )

    /// Every scenario, in the order in which they are measured.
    static let all: [Scenario] =
        [throttled, throttledHeld] + noisy + [drain, drainAtOnce, latencyEnded, latencyMixed]
        + [throttled, drain].map(planned)
        + [slowStops].map(planned) + scale + scale.suffix(1).map(planned)

    /// The same scenario, with a survey before the sweep.
    private static func planned(_ scenario: Scenario) -> Scenario {
        var planned = scenario
        planned.name = "planned-\(scenario.name)"
        planned.summary = "surveyed, then swept"
        planned.isPlanned = true
        planned.seeds = Array(scenario.seeds.prefix(2))
        planned.targets = planned.targets.map { $0.name == Target.makespan(0).name ? .phasedMakespan($0.limit) : $0 }
        return planned
    }

    /// The throttling service with workers that hold what is stopped.
    private static var throttledHeld: Scenario {
        var scenario = throttled
        scenario.name = "throttled-held"
        scenario.summary = "the same, and every other stopped loop is held for 1 to 5 seconds"
        scenario.heldPercent = 50
        scenario.holdMilliseconds = 1_000...5_000
        // How long it takes depends on which loops are held that are stopped last; and what rests while workers hold on
        // has its rate found once more, which costs some throttles.
        scenario.targets = [.throttledShare(0.035)]
        return scenario
    }

    /// A distant service that throttles some calls whatever their rate is, as one does that other clients call as well.
    private static var noisy: [Scenario] {
        // How much of the time is lost by taking such a throttle for one of the rate depends on when the first ones come.
        [(2, 2.0), (5, 3.0), (10, 4.0)].map { percent, makespan in
            var scenario = latencyEnded
            scenario.name = "noisy-\(percent)"
            scenario.summary = "40 ms a call, 64 in flight; \(percent) calls of a hundred are throttled for no reason"
            scenario.loopCount = 10_000
            scenario.noisePercent = percent
            scenario.seeds = Array(1...20)
            scenario.targets = [.makespan(makespan)]
            return scenario
        }
    }

    /// A service that takes far fewer stops than deletes: neither must wait for the other.
    private static let slowStops = Scenario(
        name: "slow-stops",
        summary: "400 describe/s, 20 stop/s, 120 delete/s; one in six in progress, none held",
        loopCount: 24_000,
        inProgressPercent: 16,
        latency: .milliseconds(10),
        limits: [
            .describe: RateLimit(callsPerSecond: 400, burst: 20),
            .stop: RateLimit(callsPerSecond: 20, burst: 5),
            .delete: RateLimit(callsPerSecond: 120, burst: 10),
        ],
        concurrency: 64,
        seeds: [1],
        targets: [.makespan(1.10), .throttledShare(0.03)]
    )

    /// Many loops of one flow that drain together.
    private static let drain = Scenario(
        name: "drain",
        summary: "one flow, all in progress, each held for 18 to 22 seconds after its stop",
        loopCount: 500,
        inProgressPercent: 100,
        heldPercent: 100,
        holdMilliseconds: 18_000...22_000,
        latency: .milliseconds(40),
        concurrency: 32,
        seeds: [1, 2, 3, 4, 5],
        targets: [.callsPerLoop(4.3)]
    )

    /// Many loops of one flow that all drain in the same second: a look that comes just before costs the most time.
    private static var drainAtOnce: Scenario {
        var scenario = drain
        scenario.name = "drain-at-once"
        scenario.summary = "one flow, all in progress, each held for 20 seconds after its stop; 5 ms a call"
        scenario.holdMilliseconds = 20_000...20_000
        scenario.latency = .milliseconds(5)
        scenario.seeds = Array(1...8)
        return scenario
    }

    /// A distant service without rates, and loops that can be deleted at once.
    private static let latencyEnded = Scenario(
        name: "latency",
        summary: "40 ms a call, 64 in flight, no rates; all loops have ended",
        loopCount: 2_000,
        inProgressPercent: 0,
        latency: .milliseconds(40),
        concurrency: 64,
        seeds: [1, 2, 3],
        targets: [.makespan(1.10)]
    )

    /// A distant service without rates, and half of the loops to be stopped.
    private static var latencyMixed: Scenario {
        var scenario = latencyEnded
        scenario.name = "latency-mixed"
        scenario.summary = "the same; half of the loops are in progress, none held"
        scenario.inProgressPercent = 50
        // Enough that the second in which the last loops are waited for does not decide.
        scenario.loopCount = 10_000
        return scenario
    }

    /// How much memory a run may take, in mebibytes, by the number of its loops.
    private static let memory = [1_000: 60.0, 1_000_000: 400]

    /// Ever more loops: three flows, half of the loops in progress, some of them held.
    private static var scale: [Scenario] {
        [1_000, 10_000, 100_000, 1_000_000].map { count in
            Scenario(
                name: "scale-\(count)",
                summary: "40 ms a call, 64 in flight; three flows, half in progress, a third of these held up to 60 s",
                loopCount: count,
                heldPercent: 33,
                holdMilliseconds: 100...60_000,
                flowCount: 3,
                latency: .milliseconds(40),
                concurrency: 64,
                seeds: count < 1_000_000 ? [1, 2] : [1],
                targets: memory[count].map { [.peakMebibytes($0)] } ?? [],
                leastProcessorTime: .seconds(3)
            )
        }
    }
}
