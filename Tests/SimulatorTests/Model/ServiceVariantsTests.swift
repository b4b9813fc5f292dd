@testable import Simulator
import HumanLoops
import TestSupport
import Testing

/// What the variants change.
@Suite struct ServiceVariantsTests {
    /// The loop of the sample account.
    private let name = HumanLoopName.sample("dup-1")

    @Test("a stop of an ended loop may be accepted, and does nothing then")
    func stopOnEnded() {
        var variants = ServiceVariants()
        variants.stopOnEnded = .ok
        var account = SimulatedAccount.sample(.completed, variants: variants)
        #expect(account.answer(.stop(name), at: .sampleStart) == .accepted)
        #expect(account.status(of: name, at: .sampleStart) == .completed)
    }

    @Test("a delete of a loop in progress may be refused as a conflict")
    func deleteOnActive() {
        var variants = ServiceVariants()
        variants.deleteOnActive = .conflict
        var account = SimulatedAccount.sample(.inProgress, variants: variants)
        #expect(account.answer(.delete(name), at: .sampleStart).code == .conflict)
    }

    @Test(
        "a deleted loop may be seen for a while",
        arguments: [
            (ServiceVariants.Deletion.immediate, HumanLoopStatus?.none, ServiceRefusal.Code.resourceNotFound),
            (.visible, .deleting, .validation),
            (.stale, .completed, .resourceNotFound),
        ]
    )
    func deletion(mode: ServiceVariants.Deletion, seen: HumanLoopStatus?, secondDelete: ServiceRefusal.Code) {
        var variants = ServiceVariants()
        variants.deletion = mode
        variants.deletionVisibleFor = .seconds(3)
        var account = SimulatedAccount.sample(.completed, variants: variants)
        #expect(account.answer(.delete(name), at: .sampleStart) == .accepted)
        let meanwhile = Timestamp.sampleStart + .milliseconds(2_999)
        #expect(account.answer(.describe(name), at: meanwhile).status == seen)
        #expect(account.answer(.delete(name), at: meanwhile).code == secondDelete)
        #expect(account.answer(.describe(name), at: .sampleStart + .seconds(3)).code == .resourceNotFound)
    }

    @Test("a list may lag behind deletes")
    func deletionListed() {
        var variants = ServiceVariants()
        variants.deletionListedFor = .seconds(3)
        var account = SimulatedAccount.sample(.completed, variants: variants)
        let query = HumanLoopQuery(flowDefinitionARN: HumanLoop.sampleFlowDefinition)
        _ = account.answer(.delete(name), at: .sampleStart)
        #expect(account.answer(.describe(name), at: .sampleStart).code == .resourceNotFound)
        #expect(
            account.answer(.list(query), at: .sampleStart + .seconds(2)).page?.summaries.map(\.status) == [.completed]
        )
        #expect(account.answer(.list(query), at: .sampleStart + .seconds(3)).page?.summaries.isEmpty == true)
    }
}
