@testable import CleanupEngine
import CleanupManifest
import HumanLoops
import TestSupport
import Testing

/// What becomes of a duplicate when something becomes of the loop that stays in its place.
@Suite("KeptDuplicate")
struct KeptDuplicateTests {
    /// What was known of the loop that stays, what it is now, where the duplicate stands, and why that one is refused.
    struct Row: Sendable {
        /// The status when the duplicates were chosen.
        let chosen: HumanLoopStatus
        /// The loop as it is now; nil when it is missing.
        let seen: HumanLoop?
        /// The status of the duplicate.
        var duplicate = HumanLoopStatus.inProgress
        /// The code of the refusal; nil when there is none.
        var code: ProblemCode?
    }

    /// Every way in which the loop can change that matters, and those that do not.
    static let rows: [Row] = [
        Row(chosen: .inProgress, seen: .sample(.inProgress)),
        Row(chosen: .inProgress, seen: .sample(.completed)),
        Row(chosen: .completed, seen: .sample(.completed), duplicate: .completed),
        Row(chosen: .failed, seen: .sample(.failed), duplicate: .failed),
        // A loop is chosen that cannot bring an answer only where none can: one that can after all is not removed.
        Row(chosen: .failed, seen: .sample(.failed), duplicate: .inProgress, code: .keptDuplicateWithoutAnswer),
        Row(chosen: .failed, seen: .sample(.failed), duplicate: .completed, code: .keptDuplicateWithoutAnswer),
        Row(chosen: .stopping, seen: .sample(.stopping), duplicate: .completed, code: .keptDuplicateWithoutAnswer),
        Row(chosen: .stopping, seen: .sample(.completed)),
        Row(chosen: .inProgress, seen: nil, code: .keptDuplicateGone),
        Row(chosen: .inProgress, seen: nil, duplicate: .failed, code: .keptDuplicateGone),
        Row(
            chosen: .inProgress,
            seen: .sample(.inProgress, created: HumanLoop.sampleCreation + .milliseconds(1)),
            code: .keptDuplicateGone
        ),
        Row(chosen: .failed, seen: .sample(.failed, flowDefinition: "arn:aws:other"), code: .keptDuplicateGone),
        Row(chosen: .failed, seen: .sample(.failed, flowDefinition: nil), code: .keptDuplicateGone),
        Row(chosen: .completed, seen: .sample(.deleting), code: .keptDuplicateGone),
        Row(chosen: .completed, seen: .sample(.other("Archived")), duplicate: .failed, code: .keptDuplicateGone),
        Row(chosen: .inProgress, seen: .sample(.failed), code: .keptDuplicateWithoutAnswer),
        Row(chosen: .inProgress, seen: .sample(.stopping), code: .keptDuplicateWithoutAnswer),
        Row(chosen: .inProgress, seen: .sample(.stopped), duplicate: .completed, code: .keptDuplicateWithoutAnswer),
        Row(chosen: .stopping, seen: .sample(.stopped), duplicate: .stopping, code: .keptDuplicateWithoutAnswer),
        Row(chosen: .completed, seen: .sample(.inProgress), duplicate: .completed, code: .keptDuplicateWithoutAnswer),
        // Nothing is lost with a duplicate that has no better prospect.
        Row(chosen: .inProgress, seen: .sample(.failed), duplicate: .stopped),
        Row(chosen: .inProgress, seen: .sample(.stopping), duplicate: .stopping),
        Row(chosen: .completed, seen: .sample(.inProgress), duplicate: .inProgress),
    ]

    @Test("a duplicate goes only while the loop that stays is there, and has no less of an answer", arguments: rows)
    func objects(_ row: Row) {
        let keptInstead = KeptDuplicate(
            name: .sample("dup-000017"),
            status: row.chosen,
            creationTime: HumanLoop.sampleCreation
        )
        let decision = keptInstead.objection(to: .sample(row.duplicate, name: "dup-000018"), seen: row.seen)
        #expect(decision?.problem?.code == row.code?.rawValue)
        #expect(decision?.explanation.contains("'dup-000017'") ?? true)
        #expect(decision.map { $0.proposal == .end(.refused) } ?? true)
    }

    @Test("it is told as it is now, as long as it is the same loop")
    func updates() {
        let keptInstead = KeptDuplicate(name: .sample("a"), status: .inProgress, creationTime: HumanLoop.sampleCreation)
        #expect(keptInstead.updated(to: .sample(.completed, name: "a")).status == .completed)
        #expect(keptInstead.updated(to: nil) == keptInstead)
        let other = HumanLoop.sample(.completed, name: "a", created: HumanLoop.sampleCreation + .seconds(1))
        #expect(keptInstead.updated(to: other) == keptInstead)
    }
}
