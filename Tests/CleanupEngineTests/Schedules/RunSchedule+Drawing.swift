import CleanupEngine
import HumanLoops
import TestSupport

@testable import CleanupManifest

extension RunSchedule {
    /// The flow definitions of the loops.
    private static let flows = ["invoice-review", "receipt-review"].map {
        "arn:aws:sagemaker:us-east-1:123456789012:flow-definition/\($0)"
    }

    /// Draws the schedule of a seed.
    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let isFleet = Int.random(in: 0..<5, using: &generator) == 0
        let count = Int.random(in: isFleet ? 10...24 : 2...14, using: &generator)
        let names = (1...count).map { HumanLoopName.sample("loop-\($0)") }
        self.init(seed: seed, manifest: Self.manifest(of: names, &generator))
        for name in names where Int.random(in: 0..<10, using: &generator) > 0 {
            loops.append(isFleet ? Self.draining(name, &generator) : Self.loop(name, &generator))
        }
        if isFleet { manifest.settings = manifest.settings.map { _ in LoopSettings() } }
        for number in 1...3 { loops.append(Self.loop(.sample("bystander-\(number)"), &generator)) }
        drawService(&generator)
        if Int.random(in: 0..<5, using: &generator) > 0 { drawEvents(names, &generator) }
        drawEnds(&generator)
    }

    /// Draws the schedule of a seed in which processes are killed, and nothing but a guard ends the run.
    init(killsOf seed: UInt64) {
        self.init(seed: seed)
        var generator = SeededGenerator(seed: seed &+ 4)
        (consents, signal, recordCapacity, manifest.execution.deadline) = (true, nil, nil, nil)
        kills = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
            Bool.random(using: &generator)
                ? .afterRecord(Int.random(in: 1...manifest.loops.count, using: &generator))
                : .after(.milliseconds(Int.random(in: 0...Self.horizon(&generator), using: &generator)))
        }
    }

    /// Draws how well the service works.
    private mutating func drawService(_ generator: inout SeededGenerator) {
        faultPercent = [0, 0, 5, 20, 45].randomElement(using: &generator) ?? 0
        latencyMilliseconds = [1...1, 5...40, 20...900].randomElement(using: &generator) ?? 1...1
        listLag = .milliseconds([0, 0, 200, 5_000].randomElement(using: &generator) ?? 0)
        deletionTakes = .milliseconds([0, 0, 0, 300, 9_000].randomElement(using: &generator) ?? 0)
    }

    /// Draws what happens to the loops from outside.
    private mutating func drawEvents(_ names: [HumanLoopName], _ generator: inout SeededGenerator) {
        for name in names where Int.random(in: 0..<3, using: &generator) == 0 {
            for _ in 0..<Int.random(in: 1...2, using: &generator) {
                let moment = Duration.milliseconds(Int.random(in: 0...Self.horizon(&generator), using: &generator))
                var reborn = Self.loop(name, &generator)
                if let former = loops.first(where: { $0.loop.name == name }) {
                    reborn.loop.flowDefinitionARN = former.loop.flowDefinitionARN
                }
                if Bool.random(using: &generator) { reborn.loop.status = .stopped }
                // The service's clocks may differ: a later loop may tell an earlier time, among those of its neighbours.
                let skew = Bool.random(using: &generator) ? Int.random(in: 0...86_400, using: &generator) : 0
                reborn.loop.creationTime = Self.startedAt + moment - .seconds(skew)
                let statuses: [HumanLoopStatus] = [.completed, .failed, .stopped]
                let changes: [OutsideEvent.Change] = [
                    .ends(statuses.randomElement(using: &generator) ?? .stopped),
                    .isStopped, .vanishes, .isReborn(reborn), .isReborn(reborn), .isArchived,
                ]
                let change = changes.randomElement(using: &generator) ?? .vanishes
                events.append(OutsideEvent(at: moment, name: name, change: change))
            }
        }
    }

    /// Draws what ends the run before its time.
    private mutating func drawEnds(_ generator: inout SeededGenerator) {
        hasConsentBefore = Bool.random(using: &generator)
        consents = hasConsentBefore || Int.random(in: 0..<10, using: &generator) > 0
        if Int.random(in: 0..<5, using: &generator) == 0 {
            let moment = Duration.milliseconds(Int.random(in: 0...Self.horizon(&generator), using: &generator))
            signal = Signal(signal: .interrupt, at: moment)
        }
        if Int.random(in: 0..<10, using: &generator) == 0 {
            manifest.execution.deadline = .milliseconds(Int.random(in: 1...Self.horizon(&generator), using: &generator))
        }
        if Int.random(in: 0..<10, using: &generator) == 0 {
            recordCapacity = Int.random(in: 0...2 * manifest.loops.count, using: &generator)
        }
    }

    /// How late something may happen, in milliseconds: some of it in the first second, and some while loops drain.
    private static func horizon(_ generator: inout SeededGenerator) -> Int {
        [300, 2_000, 30_000].randomElement(using: &generator) ?? 300
    }

    /// Draws a loop.
    private static func loop(_ name: HumanLoopName, _ generator: inout SeededGenerator) -> RestlessLoop {
        let statuses: [HumanLoopStatus] = [
            .inProgress, .inProgress, .inProgress, .inProgress, .inProgress, .inProgress, .completed, .completed,
            .failed, .failed, .stopped, .stopped, .stopping, .other("Archived"),
        ]
        let status = statuses.randomElement(using: &generator) ?? .inProgress
        let age = Duration.seconds(Int.random(in: 60...86_400, using: &generator))
        let held = Bool.random(using: &generator) ? Int.random(in: 1...25_000, using: &generator) : nil
        let ends: [HumanLoopStatus] = [.stopped, .stopped, .completed, .failed]
        return RestlessLoop(
            loop: .sample(
                status == .stopping ? .inProgress : status,
                name: name.rawValue,
                created: startedAt - age,
                flowDefinition: flows.randomElement(using: &generator)
            ),
            heldFor: held.map { .milliseconds($0) },
            endsAs: ends.randomElement(using: &generator) ?? .stopped,
            stoppedAt: status == .stopping ? .zero : nil
        )
    }

    /// Draws a loop of a flow definition whose loops drain together, as lists tell of them.
    private static func draining(_ name: HumanLoopName, _ generator: inout SeededGenerator) -> RestlessLoop {
        var loop = loop(name, &generator)
        loop.loop.flowDefinitionARN = flows[0]
        if Int.random(in: 0..<8, using: &generator) > 0 {
            loop.loop.status = .inProgress
            loop.heldFor = .milliseconds(Int.random(in: 1...18_000, using: &generator))
        }
        return loop
    }

    /// Draws a manifest of loops.
    private static func manifest(
        of names: [HumanLoopName],
        _ generator: inout SeededGenerator
    ) -> CleanupManifest {
        let settings = (0..<3).map { _ in Self.settings(&generator) }
        return CleanupManifest(
            name: "schedule",
            target: CleanupTarget(account: HumanLoop.sampleAccount, region: HumanLoop.sampleRegion),
            guards: Self.guards(&generator),
            execution: Self.execution(&generator),
            settings: settings,
            loops: LoopTable(
                names.enumerated().map { index, name in
                    LoopEntry(name: name, settings: Int.random(in: 0..<3, using: &generator), line: index + 10)
                }
            )
        )
    }

    /// Draws what the manifest says of loops; most are to be removed.
    private static func settings(_ generator: inout SeededGenerator) -> LoopSettings {
        var settings = LoopSettings(reason: "duplicate")
        guard Int.random(in: 0..<3, using: &generator) == 0 else { return settings }
        settings.onInProgress = InProgressPolicy.allCases.randomElement(using: &generator) ?? .stop
        settings.onCompleted = TerminalPolicy.allCases.randomElement(using: &generator) ?? .delete
        settings.onFailed = TerminalPolicy.allCases.randomElement(using: &generator) ?? .delete
        settings.onMissing = MissingPolicy.allCases.randomElement(using: &generator) ?? .ok
        if Bool.random(using: &generator) {
            settings.expectation = LoopExpectation(flowDefinitionARN: flows[0], createdBefore: startedAt)
        }
        return settings
    }

    /// Draws guards; most hold.
    private static func guards(_ generator: inout SeededGenerator) -> CleanupGuards {
        var guards = CleanupGuards()
        guard Int.random(in: 0..<4, using: &generator) == 0 else { return guards }
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: guards.maxStops = Int.random(in: 0...8, using: &generator)
        case 1: guards.maxMissing = .share(basisPoints: 1_000)
        case 2: guards.minAge = .seconds(3_600)
        case 3: guards.maxFailures = .count(Int.random(in: 0...2, using: &generator))
        default: guards.protect = ProtectedLoops(names: [NamePattern(text: "loop-1*")].compactMap(\.self))
        }
        return guards
    }

    /// Draws how a run works.
    private static func execution(_ generator: inout SeededGenerator) -> ExecutionSettings {
        ExecutionSettings(
            concurrency: [1, 2, 8, 32].randomElement(using: &generator) ?? 8,
            callsPerSecond: [nil, nil, nil, 5, 40].randomElement(using: &generator) ?? nil,
            retry: RetrySettings(maxAttempts: Int.random(in: 1...8, using: &generator)),
            stopWait: StopWait(
                timeout: .milliseconds([0, 3_000, 30_000, 30_000].randomElement(using: &generator) ?? 0),
                pollInitial: .milliseconds([200, 2_000].randomElement(using: &generator) ?? 200),
                pollMax: .seconds([2, 120].randomElement(using: &generator) ?? 2)
            )
        )
    }
}
