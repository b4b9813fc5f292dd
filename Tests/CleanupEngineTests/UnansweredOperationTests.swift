import CleanupEngine
import HumanLoops
import Testing
import TestSupport

/// What a result says of a stop or a delete whose answer is lost.
@Suite("LoopLifecycle: lost answers")
struct UnansweredOperationTests {
    /// What happens to a loop, and the call of which nobody knows in the end whether it was carried out.
    private static let rows: [(script: LifecycleScript, unanswered: HumanLoopOperation?)] = [
        (
            LifecycleScript(
                "the look after a lost delete is denied",
                LifecycleStep.aboutToDelete + [
                    LifecycleStep(.failed(.delete, .noAnswer), .wait(until: .milliseconds(200))),
                    LifecycleStep(.timeIsUp, at: .milliseconds(200), .describe),
                    LifecycleStep(.failed(.describe, .accessDenied), .end(.failed)),
                ]
            ), .delete
        ),
        (
            LifecycleScript(
                "the delete itself is denied",
                LifecycleStep.aboutToDelete + [LifecycleStep(.failed(.delete, .accessDenied), .end(.failed))]
            ), nil
        ),
        (
            LifecycleScript(
                "the look after a lost delete shows that it was carried out",
                LifecycleStep.aboutToDelete + [
                    LifecycleStep(.failed(.delete, .noAnswer), .wait(until: .milliseconds(200))),
                    LifecycleStep(.timeIsUp, at: .milliseconds(200), .describe),
                ] + LifecycleStep.gone(at: .milliseconds(200), .end(.deleted))
            ), nil
        ),
        (
            LifecycleScript(
                "the run ends before a lost delete is looked up",
                LifecycleStep.aboutToDelete + [
                    LifecycleStep(.failed(.delete, .noAnswer), .wait(until: .milliseconds(200))),
                    LifecycleStep(.runEnded(.interrupted(.interrupt)), .end(.failed)),
                ]
            ), .delete
        ),
        (
            LifecycleScript(
                "the run ends before a lost stop is looked up",
                LifecycleStep.aboutToStop + [
                    LifecycleStep(.failed(.stop, .noAnswer), .wait(until: .milliseconds(200))),
                    LifecycleStep(.runEnded(.interrupted(.interrupt)), .end(.deferred)),
                ]
            ), .stop
        ),
        (
            LifecycleScript(
                "the look after a lost stop shows that it was carried out",
                LifecycleStep.aboutToStop + [
                    LifecycleStep(.failed(.stop, .noAnswer), .wait(until: .milliseconds(200))),
                    LifecycleStep(.timeIsUp, at: .milliseconds(200), .describe),
                    LifecycleStep(.seen(.stopping), .wait(until: .milliseconds(2_200))),
                    LifecycleStep(.runEnded(.interrupted(.interrupt)), .end(.deferred)),
                ]
            ), nil
        ),
        (
            LifecycleScript(
                "the name is found to belong to another loop, with a delete that an earlier part of the run wrote down",
                trace: LoopTrace(loop: .sample(.completed), initialStatus: .completed, openCall: .delete),
                [
                    LifecycleStep(.begin, .describe),
                    LifecycleStep(
                        .described(.sample(.completed, created: HumanLoop.sampleCreation + .seconds(1))),
                        .end(.refused)
                    ),
                ]
            ), nil
        ),
        (
            LifecycleScript(
                "a call that is not made",
                LifecycleStep.aboutToDelete + [
                    LifecycleStep(.notSent, .delete),
                    LifecycleStep(.runEnded(.noConsent), .end(.notAttempted)),
                ]
            ), nil
        ),
    ]

    @Test("a result names the call that may have been carried out", arguments: rows.indices)
    func unanswered(_ row: Int) throws {
        let (script, unanswered) = Self.rows[row]
        let result = try #require(script.play().result(start: HumanLoop.sampleCreation))
        #expect(result.unansweredOperation == unanswered, "\(script.testDescription)")
    }
}
