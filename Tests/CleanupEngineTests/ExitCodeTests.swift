@testable import CleanupEngine
import HumanLoops
import Testing

/// What a run tells its caller.
@Suite("ExitCode")
struct ExitCodeTests {
    /// The loops of a run by outcome, what ended it, and its exit code.
    static let rows: [([LoopOutcome], RunStopReason?, ExitCode)] = [
        ([.deleted, .alreadyGone, .kept], nil, .success),
        ([], nil, .success),
        ([.deleted, .deferred], nil, .deferred),
        ([.deferred, .failed], nil, .failed),
        ([.deferred, .failed, .refused], nil, .failed),
        ([.deleted, .deferred, .refused], nil, .refused),
        ([.deleted, .notAttempted], .deadline, .deferred),
        ([.deferred, .notAttempted], .deadline, .deferred),
        ([.failed, .notAttempted], .deadline, .failed),
        ([.deleted], .deadline, .success),
        ([.failed, .notAttempted], .throttled, .failed),
        ([.notAttempted], .throttled, .deferred),
        ([.notAttempted], .guards([]), .guardsRefused),
        ([.notAttempted], .noConsent, .interrupted),
        ([.refused, .failed, .notAttempted], .interrupted(.interrupt), .interrupted),
        ([.notAttempted], .interrupted(.terminate), .terminated),
        ([.notAttempted], .interrupted(.hangup), .terminated),
        ([.refused, .notAttempted], .credentials(HumanLoopServiceError(kind: .credentials, code: "x")), .access),
        (
            [.failed, .notAttempted],
            .credentials(HumanLoopServiceError(kind: .credentials, code: HumanLoopServiceError.otherAccountCode)),
            .wrongTarget
        ),
        ([.notAttempted], .unreachable(HumanLoopServiceError(kind: .unreachable, code: "x")), .temporary),
        ([.failed, .notAttempted], .failures(GuardBreach(key: "maxFailures", message: "")), .guardsRefused),
        ([.deleted, .notAttempted], .evidence("disk full"), .cannotWrite),
    ]

    @Test("the gravest wins", arguments: rows)
    func gravest(_ outcomes: [LoopOutcome], _ stopReason: RunStopReason?, _ expected: ExitCode) {
        var tally = RunTally()
        for outcome in outcomes { tally.count(outcome, problem: nil, isAccessProblem: false) }
        #expect(ExitCode(tally: tally, stopReason: stopReason) == expected)
    }

    @Test("access that is denied to every loop outweighs all but a signal; one denied loop among others has failed")
    func access() {
        var tally = RunTally()
        tally.count(.failed, problem: nil, isAccessProblem: true)
        #expect(ExitCode(tally: tally, stopReason: nil) == .access)
        #expect(ExitCode(tally: tally, stopReason: .guards([])) == .access)
        #expect(ExitCode(tally: tally, stopReason: .interrupted(.interrupt)) == .interrupted)
        tally.described = 1
        #expect(ExitCode(tally: tally, stopReason: nil) == .failed)
    }

    @Test(
        "only a run in which every described loop is elsewhere has the wrong target",
        arguments: [(2, ExitCode.wrongTarget), (3, .refused)]
    )
    func wrongTarget(_ described: Int, _ expected: ExitCode) {
        var tally = RunTally()
        tally.described = described
        let problem = LoopProblem(code: ProblemCode.regionMismatch.rawValue, message: "")
        for _ in 0..<2 { tally.count(.refused, problem: problem, isAccessProblem: false) }
        #expect(ExitCode(tally: tally, stopReason: nil) == expected)
    }
}
