import HumanLoops
import Testing
import TestSupport

@testable import CleanupEngine
@testable import CleanupManifest

/// The loops of a run, before and after they begin.
@Suite struct LoopStoreTests {
    @Test("a list pins the names of which nothing was told yet, each to the loop that it tells first")
    func pins() {
        let manifest = CleanupManifest.sample(["a", "b", "c", "d"])
        let rules = manifest.settings.map { LoopRules(settings: $0) }
        let known = LoopPrecondition(creationTime: HumanLoop.sampleCreation, flowDefinitionARN: "arn:f")
        var store = LoopStore(manifest.loops, preconditions: [nil, nil, known, nil], rules: rules)
        let rows = ["a", "b", "c", "d", "stranger"].map { LoopSelectorTests.row($0, .stopped, 1) }
        // The first description of "a" is under way, that of "d" has come.
        for index in [0, 3] { store.update(index) { _ = $0.handle(.begin, at: .zero, jitter: 0) } }
        store.update(3) { _ = $0.handle(.described(.sample(.stopped, name: "d")), at: .zero, jitter: 0) }
        #expect(store.pin(rows, of: "arn:f").map(\.name.rawValue) == ["a", "b"])
        #expect(store.pin(["b"].map { LoopSelectorTests.row($0, .stopped, 2) }, of: "arn:f").isEmpty)
        #expect(store.lifecycle(at: 1).precondition?.creationTime == HumanLoop.sampleCreation + .seconds(1))
        #expect(store.lifecycle(at: 2).precondition?.creationTime == HumanLoop.sampleCreation)
        #expect(store.lifecycle(at: 0).precondition?.creationTime == HumanLoop.sampleCreation + .seconds(1))
        #expect(store.lifecycle(at: 3).precondition == nil)
        for _ in 0..<4 { _ = store.takeUnbegun() }
        #expect(store.pin(rows, of: "arn:f").isEmpty)
    }
}
