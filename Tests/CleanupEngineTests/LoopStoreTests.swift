import HumanLoops
import Testing
import TestSupport

@testable import CleanupEngine
@testable import CleanupManifest

/// The loops of a run, before and after they begin.
@Suite struct LoopStoreTests {
    @Test("a list pins the names whose loops have not begun, each to the loop that it tells first")
    func pins() {
        let manifest = CleanupManifest.sample(["a", "b", "c"])
        let rules = manifest.settings.map { LoopRules(settings: $0) }
        let known = LoopPrecondition(creationTime: HumanLoop.sampleCreation, flowDefinitionARN: "arn:f")
        var store = LoopStore(manifest.loops, preconditions: [nil, nil, known], rules: rules)
        let rows = ["a", "b", "c", "stranger"].map { LoopSelectorTests.row($0, .stopped, 1) }
        #expect(store.takeUnbegun() == 0)
        #expect(store.pin(rows, of: "arn:f").map(\.name.rawValue) == ["b"])
        #expect(store.pin(["b"].map { LoopSelectorTests.row($0, .stopped, 2) }, of: "arn:f").isEmpty)
        #expect(store.lifecycle(at: 1).precondition?.creationTime == HumanLoop.sampleCreation + .seconds(1))
        #expect(store.lifecycle(at: 2).precondition?.creationTime == HumanLoop.sampleCreation)
        #expect(store.lifecycle(at: 0).precondition == nil)
    }
}
