import CleanupEngine
import HumanLoops
import Testing
import TestSupport

/// The audit finds what it looks for: chronicles of good runs, each spoiled in one way.
@Suite("RunAudit")
struct RunAuditTests {
    /// A chronicle that is spoiled, and a part of what the audit says of it.
    struct Spoiling: CustomTestStringConvertible, Sendable {
        /// What the audit says.
        let complaint: String
        /// How it is spoiled.
        let spoil: @Sendable (ChronicleEntry) -> [ChronicleEntry]

        /// What the audit says.
        var testDescription: String { complaint }
    }

    /// The ways to spoil a chronicle.
    static let spoilings = [
        Spoiling(complaint: "without consent") { if case .consented = $0 { [] } else { [$0] } },
        Spoiling(complaint: "not written down before") { if case .intended = $0 { [] } else { [$0] } },
        Spoiling(complaint: "is intended twice") { if case .intended = $0 { [$0, $0] } else { [$0] } },
        Spoiling(complaint: "has two results") { if case .recorded = $0 { [$0, $0] } else { [$0] } },
        Spoiling(complaint: "loops without a result") { if case .recorded = $0 { [] } else { [$0] } },
        Spoiling(complaint: "last seen alive") { entry in changing(entry) { $0.status = .stopping } },
        Spoiling(complaint: "onFailed is keep") { entry in changing(entry) { $0.status = .failed } },
        Spoiling(complaint: "was seen to be another loop's") { entry in
            guard case .answered(_, .described(let loop), _, let now) = entry else { return [entry] }
            return [entry] + again(of: loop, at: now) { $0.creationTime = RunSchedule.startedAt }
        },
        Spoiling(complaint: "the look at it is old") { entry in
            guard case .answered(let number, let answer, let trueAt, let now) = entry else { return [entry] }
            return [.answered(number, answer, trueAt: trueAt, at: now - .seconds(3_600))]
        },
        Spoiling(complaint: "is sent after the halt") { entry in
            if case .consented(let now) = entry { [entry, .signalled(at: now - .seconds(1))] } else { [entry] }
        },
        Spoiling(complaint: "that was there to be seen") { entry in
            guard case .reached(let number, var loop?, _, let now) = entry else { return [entry] }
            loop.creationTime = loop.creationTime + .seconds(1)
            return [.reached(number, loop, bornAt: .zero - .seconds(1), at: now)]
        },
        Spoiling(complaint: "and nobody looked since") { entry in
            guard case .answered(let number, .failed(let error), let trueAt, let now) = entry,
                error.kind == .throttled
            else { return [entry] }
            return [.answered(number, .failed(lost), trueAt: trueAt, at: now)]
        },
        Spoiling(complaint: "and it is there") { entry in
            guard case .recorded(var result, let now) = entry, result.outcome == .kept else { return [entry] }
            result.outcome = .deleted
            return [.recorded(result, at: now)]
        },
    ]

    /// A call that came to no clear end.
    private static let lost = HumanLoopServiceError(kind: .noAnswer, code: "ConnectionClosed")

    /// Changes a description.
    private static func changing(_ entry: ChronicleEntry, _ change: (inout HumanLoop) -> Void) -> [ChronicleEntry] {
        guard case .answered(let number, .described(var loop), let trueAt, let now) = entry else { return [entry] }
        change(&loop)
        return [.answered(number, .described(loop), trueAt: trueAt, at: now)]
    }

    /// A further look at a loop.
    private static func again(
        of loop: HumanLoop,
        at now: Duration,
        _ change: (inout HumanLoop) -> Void
    ) -> [ChronicleEntry] {
        var loop = loop
        change(&loop)
        return [
            .sent(-1, .describe, loop.name, at: now),
            .answered(-1, .described(loop), trueAt: now, at: now),
        ]
    }

    @Test("finds that a promise is broken", arguments: spoilings)
    func finds(_ spoiling: Spoiling) {
        let complaints = (0..<100 as Range<UInt64>).lazy.flatMap { seed -> [String] in
            let run = ScheduledRun.play(RunSchedule(seed: seed))
            let entries = run.entries.flatMap { spoiling.spoil($0) }
            return RunAudit.violations(
                of: ScheduledRun(schedule: run.schedule, end: run.end, entries: entries, left: run.left)
            )
        }
        #expect(complaints.contains { $0.contains(spoiling.complaint) })
    }
}
