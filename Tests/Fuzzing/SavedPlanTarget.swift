import CleanupEngine
import CleanupJournal
import CleanupReport
import CleanupManifest
import HumanLoops
import Support

/// Saved plans: what is read is written as it was, and can be followed or is refused.
enum SavedPlanTarget {
    /// The moment that it is.
    private static let now = FuzzedManifest.start.startedAt

    /// Reads bytes as `run --plan` does.
    static func test(_ bytes: [UInt8]) {
        guard let plan = try? SavedPlan(json: bytes) else { return }
        expect(Set(plan.loops.map(\.name)).count == plan.loops.count, "a plan has a loop twice")
        let sink = MemorySink()
        guard (try? plan.finish(sink)) != nil else { fatalError("memory cannot fail") }
        OutputCheck.json(sink.bytes)
        expect((try? SavedPlan(json: sink.bytes)) == plan, "a plan that was written is read in another sense")
        var manifest = FuzzedManifest.manifest
        manifest.name = plan.name
        for age in [nil, Duration.seconds(3_600)] {
            guard let following = try? plan.narrow(manifest, digest: plan.digest, now: now, maximumAge: age) else {
                continue
            }
            expect(following.manifest.loops.count == plan.loops.count, "a plan is followed in part")
            expect(following.preconditions.count == plan.loops.count, "a loop of a plan has no review")
        }
        _ = plan.kept
        guard (try? plan.check(plan.place)) != nil else { fatalError("a place is another than itself") }
    }
}
