import HumanLoops
import Testing
import TestSupport

@testable import CleanupEngine
@testable import CleanupManifest

/// Runs with rules whose flow definitions are gone.
@Suite("CleanupRun: missing flow definitions")
struct CleanupRunMissingFlowTests {
    private static let goneFlow = "arn:aws:sagemaker:us-east-1:123456789012:flow-definition/gone"

    private static let notFound = HumanLoopServiceError(kind: .notFound, code: "ResourceNotFoundException")

    private static func manifest(
        _ flows: [String],
        named: [String] = ["loop-1"],
        onMissing: MissingPolicy = .ok
    ) -> CleanupManifest {
        var manifest = CleanupManifest.sample(named, guards: CleanupGuards(maxLoops: 100))
        var settings = LoopSettings()
        settings.onMissing = onMissing
        manifest.settings = [LoopSettings(), settings]
        manifest.selections = flows.enumerated().map { index, flow in
            var rule = LoopSelectorTests.rule {
                $0.line = 10 + index
                $0.settings = 1
            }
            if flow == Self.goneFlow { rule.flowDefinitionARN = flow }
            return rule
        }
        return manifest
    }

    private static func service(_ time: VirtualTime, error: HumanLoopServiceError = notFound) -> InMemoryHumanLoops {
        let loops = (0..<3).map { InMemoryHumanLoops.Resident(.sample(.failed, name: "loop-\($0)")) }
        return InMemoryHumanLoops(loops, time: time, missingFlows: [Self.goneFlow: error])
    }

    /// What a list says of a flow definition that is gone, and whether that is believed.
    static let answers: [(HumanLoopServiceError.Kind, String, Bool)] = [
        (.notFound, "", true),
        (.invalid, "Flow definition arn:x does not exist", true),
        (.invalid, "Could not find flow definition", true),
        (.invalid, "The flow definition name is not valid", false),
        (.invalid, "The token does not exist", false),
        (.rejected, "Flow definition not found", false),
    ]

    @Test("only what says that a flow definition is not there is taken so", arguments: answers)
    func answer(_ kind: HumanLoopServiceError.Kind, _ message: String, _ isMissing: Bool) {
        #expect(HumanLoopServiceError(kind: kind, code: "x", message: message).isOfMissingFlowDefinition == isMissing)
    }

    @Test("a rule whose flow definition is gone does not stop the others, wherever it stands", arguments: [0, 1])
    func others(_ place: Int) {
        let time = VirtualTime()
        var flows = ["sample"]
        flows.insert(contentsOf: [Self.goneFlow, Self.goneFlow], at: place)
        let service = Self.service(time)
        let run = TestRun.perform(Self.manifest(flows), on: service, time: time)
        #expect(service.names.isEmpty)
        #expect(run.end.outcomes[.deleted] == 3)
        #expect(run.end.exitCode == .success)
        #expect(run.plan.findings.map { $0.missing == nil } == flows.map { $0 != Self.goneFlow })
        // It is asked twice, once for all rules that are about it.
        #expect(run.end.calls.list == 2 + service.queries.count)
    }

    @Test("a run whose only rule is about it is a success, or fails where onMissing says so")
    func onlyRule() {
        for (policy, code) in [(MissingPolicy.ok, ExitCode.success), (.fail, .failed)] {
            let time = VirtualTime()
            let recorder = MemoryRecorder(capacity: nil)
            let manifest = Self.manifest([Self.goneFlow], named: [], onMissing: policy)
            let run = TestRun.perform(manifest, on: Self.service(time), time: time, recorder: recorder)
            #expect(run.end.exitCode == code && run.end.stopReason == nil)
            #expect(run.plan.findings.map(\.missing) == [policy])
            #expect(recorder.scopes.first?.findings == run.plan.findings)
        }
    }

    @Test("the named loops of such a run are removed all the same")
    func namedLoops() {
        let time = VirtualTime()
        let run = TestRun.perform(Self.manifest([Self.goneFlow], onMissing: .fail), on: Self.service(time), time: time)
        #expect(run.outcomes == ["loop-1": .deleted])
        #expect(run.end.exitCode == .failed)
    }

    @Test("ages are counted from the first list that is had")
    func ages() {
        let time = VirtualTime()
        var manifest = Self.manifest([Self.goneFlow, "sample"])
        for index in manifest.selections.indices { manifest.selections[index].olderThan = .seconds(1) }
        let run = TestRun.perform(manifest, on: Self.service(time), time: time)
        #expect(run.plan.findings.map(\.missing) == [.ok, nil])
        #expect(run.plan.findings.map(\.listed) == [0, 3])
    }

    /// Lists that are not found at some calls.
    private struct SomeLists: ServiceFaults {
        var failing: Set<Int>
        var count = 0

        mutating func next(_ operation: HumanLoopOperation, _ name: HumanLoopName) -> ServiceFault? {
            guard operation == .list else { return nil }
            count += 1
            return failing.contains(count) ? .before(CleanupRunMissingFlowTests.notFound) : nil
        }
    }

    @Test("one such answer is asked for again, and one after a page ends the run before anything is changed")
    func contradictions() {
        for (failing, code, deleted) in [([1], ExitCode.success, 251), ([2], .failed, 0), ([5], .failed, 0)] {
            let time = VirtualTime()
            let loops = (0..<251).map { InMemoryHumanLoops.Resident(.sample(.failed, name: "loop-\($0)")) }
            let faults = SomeLists(failing: Set(failing))
            let service = InMemoryHumanLoops(loops, time: time, faults: faults)
            let run = TestRun.perform(Self.manifest(["sample"], named: []).withRoom, on: service, time: time)
            #expect(run.end.exitCode == code)
            #expect(run.end.outcomes[.deleted] == deleted)
        }
    }

    @Test("what a plan tells of a missing flow definition counts for the run that follows it")
    func followedPlan() {
        let time = VirtualTime()
        var manifest = Self.manifest([])
        manifest.selections = []
        var earlier = EarlierParts()
        var finding = SelectionFinding(flowDefinitionARN: Self.goneFlow, manifestLine: 10)
        finding.missing = .fail
        earlier.findings = [finding]
        let recorder = MemoryRecorder(capacity: nil)
        let run = TestRun.perform(
            manifest,
            on: Self.service(time),
            time: time,
            recorder: recorder,
            earlier: earlier
        )
        #expect(run.end.exitCode == .failed && run.outcomes == ["loop-1": .deleted])
        #expect(recorder.scopes.first?.findings == [finding])
    }
}

extension CleanupManifest {
    /// The manifest with a limit that no test reaches.
    fileprivate var withRoom: CleanupManifest {
        var manifest = self
        manifest.guards.maxLoops = 1_000
        return manifest
    }
}
