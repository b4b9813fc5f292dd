import CleanupEngine
import HumanLoops
import Testing
import TestSupport

@testable import CleanupManifest

/// Runs whose loops are found by rules.
@Suite("CleanupRun: select")
struct CleanupRunSelectionTests {
    /// Loops of the sample flow definition, one of them in progress, and one of another flow definition.
    static func fleet(_ count: Int = 250) -> [InMemoryHumanLoops.Resident] {
        (0..<count).map { index in
            let created = HumanLoop.sampleCreation + .seconds(index)
            return .init(.sample(index == 0 ? .inProgress : .failed, name: "loop-\(index)", created: created))
        } + [.init(.sample(.failed, name: "bystander", flowDefinition: "arn:aws:other"))]
    }

    /// A manifest with rules.
    static func manifest(
        _ rules: [SelectionRule],
        named: [String] = [],
        settings: [LoopSettings] = [LoopSettings()],
        maxLoops: Int? = 1_000,
        execution: ExecutionSettings = ExecutionSettings()
    ) -> CleanupManifest {
        var manifest = CleanupManifest.sample(
            named,
            guards: CleanupGuards(maxLoops: maxLoops),
            execution: execution
        )
        manifest.settings = settings
        manifest.selections = rules
        return manifest
    }

    @Test("what is listed for the service's time only tells which loop a name stands for", arguments: [true, false])
    func toldByTheFirstList(_ isNamed: Bool) {
        let time = VirtualTime()
        let old = HumanLoop.sample(.stopped, name: "a", created: HumanLoop.sampleCreation)
        let fleet = InMemoryHumanLoops([.init(old)], time: time)
        let successor = HumanLoop.sample(.stopped, name: "a", created: HumanLoop.sampleCreation + .seconds(1))
        let service = AlteredHumanLoops(fleet, replacingAfterListing: .init(successor))
        var manifest = CleanupManifest.sample(isNamed ? ["a"] : [], guards: CleanupGuards(maxLoops: 9))
        manifest.selections = [LoopSelectorTests.rule { $0.olderThan = .seconds(60) }]
        let run = TestRun.perform(manifest, on: service, time: time)
        #expect(run.results.map(\.outcome) == [.refused])
        #expect(run.results.first?.problem?.code == ProblemCode.reborn.rawValue)
        #expect(!fleet.visits.contains { $0.operation == .delete })
    }

    @Test("every page is read, and what is found is removed")
    func selectsAll() {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(Self.fleet(), time: time)
        let run = TestRun.perform(Self.manifest([LoopSelectorTests.rule()]), on: service, time: time)
        #expect(run.end.outcomes[.deleted] == 250)
        #expect(service.names == [.sample("bystander")])
        // The second pass shows that the first one has missed nothing.
        #expect(service.queries.map(\.nextToken) == [nil, "100", "200", nil, "100", "200"])
        #expect(run.end.calls.list == 6)
        #expect(run.plan.loops.allSatisfy { $0.rule == 0 && $0.manifestLine == 34 })
        #expect(run.results.allSatisfy { $0.manifestLine == 34 && $0.rule == 0 && $0.manifestFile == nil })
        #expect(run.intents.allSatisfy { $0.manifestLine == 34 && $0.rule == 0 && $0.manifestFile == nil })
        #expect(run.plan.findings.map(\.listed) == [250] && run.plan.findings.map(\.added) == [250])
        #expect(run.end.exitCode == .success)
    }

    @Test("what another file than the manifest names is said to come from there")
    func listFile() {
        let time = VirtualTime()
        var manifest = CleanupManifest.sample([])
        manifest.sources = ["cleanup.yaml", "more.txt"]
        manifest.loops = LoopTable((1...2).map { LoopEntry(name: .sample("loop-\($0)"), line: 3, source: $0 - 1) })
        let run = TestRun.perform(manifest, on: InMemoryHumanLoops(Self.fleet(3), time: time), time: time)
        let files: [String: String?] = ["loop-1": nil, "loop-2": "more.txt"]
        #expect(run.plan.loops.map(\.manifestFile) == [nil, "more.txt"])
        #expect(run.results.count == 2 && run.intents.count == 2)
        #expect(run.results.allSatisfy { $0.manifestFile == files[$0.name.rawValue] && $0.rule == nil })
        #expect(run.intents.allSatisfy { $0.manifestFile == files[$0.loop.name.rawValue] && $0.rule == nil })
    }

    @Test("which loops there are is written down before any is looked at, and what cannot be written ends the run")
    func scope() {
        for capacity in [nil, 0] {
            let time = VirtualTime()
            let service = InMemoryHumanLoops(Self.fleet(), time: time)
            let recorder = MemoryRecorder(capacity: capacity)
            let manifest = Self.manifest([LoopSelectorTests.rule()], named: ["loop-1", "loop-x"])
            let run = TestRun.perform(manifest, on: service, time: time, recorder: recorder)
            if capacity == nil {
                #expect(recorder.scopes.map(\.loopCount) == [251] && recorder.scopes.map(\.namedCount) == [2])
                #expect(recorder.scopes.first?.findings == run.plan.findings)
            } else {
                #expect(run.end.exitCode == .cannotWrite && service.visits.isEmpty)
            }
        }
    }

    @Test("a named loop keeps its settings, and of two rules the first has a loop")
    func merges() throws {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(Self.fleet(4), time: time)
        let rules = [
            LoopSelectorTests.rule {
                $0.statuses = [.failed]
                $0.settings = 1
            },
            LoopSelectorTests.rule {
                $0.settings = 2
                $0.line = 40
            },
        ]
        let settings = ["named", "first", "second"].map { LoopSettings(reason: $0) }
        let run = TestRun.perform(Self.manifest(rules, named: ["loop-1"], settings: settings), on: service, time: time)
        let reasons = Dictionary(uniqueKeysWithValues: run.results.map { ($0.name.rawValue, $0.reason) })
        #expect(reasons == ["loop-0": "second", "loop-1": "named", "loop-2": "first", "loop-3": "first"])
        #expect(run.plan.loops.map(\.rule) == [nil, 0, 0, 1])
        #expect(run.plan.findings.map(\.matched) == [3, 4])
        #expect(run.plan.findings.map(\.named) == [1, 1])
        #expect(run.plan.findings.map(\.earlier) == [0, 2])
        #expect(run.plan.findings.map(\.added) == [2, 1])
    }

    @Test("loops that an earlier part of the run found are told from those that are named")
    func alreadyOfRun() {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(Self.fleet(4), time: time)
        let rule = LoopSelectorTests.rule()
        var manifest = Self.manifest([rule], named: ["loop-0"])
        manifest.loops.append(LoopEntry(name: .sample("loop-1"), of: rule, at: 0))
        let run = TestRun.perform(manifest, on: service, time: time)
        #expect(run.plan.findings.map(\.named) == [2])
        #expect(run.plan.findings.map(\.alreadyOfRun) == [1])
    }

    @Test("maxLoops holds for the sum, before any loop is described", arguments: [(251, true), (250, false)])
    func maxLoops(_ limit: Int, _ holds: Bool) {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(Self.fleet(), time: time)
        let manifest = Self.manifest([LoopSelectorTests.rule()], named: ["loop-x"], maxLoops: limit)
        let run = TestRun.perform(manifest, on: service, time: time)
        #expect(run.plan.breaches.isEmpty == holds)
        if !holds {
            #expect(
                run.plan.breaches.first?.message
                    == "the manifest names 1 loop and its rules find 250 more, more than 250"
            )
            #expect(service.visits.isEmpty)
            #expect(run.plan.loops.count == 251)
            #expect(run.end.outcomes[.notAttempted] == 251)
            #expect(run.end.exitCode == .guardsRefused)
        }
    }

    @Test("rules without maxLoops are refused before anything is called")
    func needsMaxLoops() {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(Self.fleet(), time: time)
        let run = TestRun.perform(Self.manifest([LoopSelectorTests.rule()], maxLoops: nil), on: service, time: time)
        #expect(run.plan.breaches.map(\.key) == ["maxLoops"])
        #expect(service.queries.isEmpty && service.visits.isEmpty)
        #expect(run.end.exitCode == .guardsRefused)
    }

    /// Trouble with every list, and what the run comes to.
    static let troubles: [(HumanLoopServiceError.Kind, ExitCode)] = [
        (.credentials, .access), (.accessDenied, .access), (.unreachable, .temporary), (.unreadable, .temporary),
        (.noAnswer, .temporary), (.server, .failed), (.invalid, .failed), (.rejected, .failed),
    ]

    @Test("a list that is not had ends the run before anything is touched", arguments: troubles)
    func listFails(_ kind: HumanLoopServiceError.Kind, _ exitCode: ExitCode) {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(Self.fleet(), time: time, faults: EveryCall(fails: kind))
        let manifest = Self.manifest([LoopSelectorTests.rule()], named: ["loop-1"])
        let run = TestRun.perform(manifest, on: service, time: time)
        #expect(run.end.exitCode == exitCode)
        #expect(run.outcomes == ["loop-1": .notAttempted])
        #expect(service.visits.isEmpty)
        #expect(run.end.calls.list > 0 && run.end.calls.describe == 0)
    }

    @Test("throttled lists are asked for again, more slowly, and counted", arguments: [1, 2, 3])
    func throttledLists(_ seed: UInt64) {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(Self.fleet(), time: time, faults: ThrottledLists(seed: seed, percent: 50))
        let run = TestRun.perform(Self.manifest([LoopSelectorTests.rule()]), on: service, time: time, seed: seed)
        #expect(run.end.outcomes[.deleted] == 250)
        #expect(run.end.calls.list == 6 + run.end.calls.throttled)
        #expect(run.end.calls.throttled > 0)
    }

    @Test("a service that gives a page token twice is not followed in a circle")
    func repeatedToken() {
        let time = VirtualTime()
        let service = AlteredHumanLoops(circularListsOf: InMemoryHumanLoops(Self.fleet(), time: time))
        let run = TestRun.perform(Self.manifest([LoopSelectorTests.rule()]), on: service, time: time)
        guard case .selection(let fault) = run.end.stopReason else { return #expect(run.end.stopReason == nil) }
        #expect(fault.kind == .service && fault.line == 34)
        #expect(fault.message.contains("the same page token twice"))
        #expect(run.end.exitCode == .failed)
        #expect(run.end.calls.list == 2)
    }

    @Test("a signal or the deadline ends the reading of the lists", arguments: [true, false])
    func endsWhileListing(_ isSignal: Bool) {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(Self.fleet(), time: time, latency: .seconds(5))
        let execution = ExecutionSettings(deadline: isSignal ? nil : .seconds(7))
        let manifest = Self.manifest([LoopSelectorTests.rule()], named: ["loop-1"], execution: execution)
        let signal: (StopSignal, at: Duration)? = isSignal ? (.interrupt, at: .seconds(7)) : nil
        let run = TestRun.perform(manifest, on: service, time: time, signal: signal)
        #expect(run.end.exitCode == (isSignal ? .interrupted : .deferred))
        #expect(run.outcomes == ["loop-1": .notAttempted])
        #expect(run.end.endedAt - run.end.startedAt == .seconds(7))
        #expect(service.visits.isEmpty)
    }

    @Test("a deadline while the lists are read is no success, though nobody knows of a loop that is left")
    func deadlineWhileListing() {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(Self.fleet(), time: time, latency: .seconds(5))
        let manifest = Self.manifest([LoopSelectorTests.rule()], execution: ExecutionSettings(deadline: .seconds(7)))
        #expect(TestRun.perform(manifest, on: service, time: time).end.exitCode == .deferred)
    }

    @Test("a loop that was answered between the list and the look is kept by a rule about open ones")
    func movedOn() {
        let time = VirtualTime()
        let loop = HumanLoop.sample(.inProgress, name: "loop-0")
        let service = AlteredHumanLoops(
            InMemoryHumanLoops([.init(loop)], time: time),
            replacingAfterListing: .init(.sample(.completed, name: "loop-0"))
        )
        let rule = LoopSelectorTests.rule { $0.statuses = [.inProgress] }
        let run = TestRun.perform(Self.manifest([rule]), on: service, time: time)
        #expect(run.outcomes == ["loop-0": .kept])
        #expect(run.plan.loops.first?.explanation == "it is Completed now, which is not asked for")
    }

    @Test("a name that belongs to another loop by the time of the look is refused")
    func reborn() {
        let time = VirtualTime()
        let later = HumanLoop.sampleCreation + .seconds(1)
        let service = AlteredHumanLoops(
            InMemoryHumanLoops([.init(.sample(.failed, name: "loop-0"))], time: time),
            replacingAfterListing: .init(.sample(.failed, name: "loop-0", created: later))
        )
        let run = TestRun.perform(Self.manifest([LoopSelectorTests.rule()]), on: service, time: time)
        #expect(run.outcomes == ["loop-0": .refused])
        #expect(run.results.first?.problem?.code == ProblemCode.reborn.rawValue)
    }

    @Test("a rule whose search is given up ends the run before anything is changed")
    func searchGivenUp() {
        let time = VirtualTime()
        let hard = InMemoryHumanLoops.Resident(.sample(.failed, name: String(repeating: "a", count: 50) + "b"))
        let service = InMemoryHumanLoops(Self.fleet(3) + [hard], time: time)
        let rules = [LoopSelectorTests.rule(), LoopSelectorTests.rule { $0.matching = "^(a+)+$" }]
        let run = TestRun.perform(Self.manifest(rules, named: ["loop-1"]), on: service, time: time)
        guard case .selection(let fault) = run.end.stopReason else {
            Issue.record("\(run.end)")
            return
        }
        #expect(fault.kind == .pattern && run.end.exitCode == .invalidManifest)
        #expect(service.names.count == 5 && run.end.calls.delete == 0)
    }
}
