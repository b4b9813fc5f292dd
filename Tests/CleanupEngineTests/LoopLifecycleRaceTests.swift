import CleanupEngine
import HumanLoops
import Testing
import TestSupport

@testable import CleanupManifest

/// The races of a loop's life: what changes between a look and an act, and how a wait ends.
@Suite("LoopLifecycle: races and waits")
struct LoopLifecycleRaceTests {
    /// A loop whose stop was accepted at once and that was then looked at after two seconds.
    private static let stopped2sAgo =
        LifecycleStep.aboutToStop + [
            LifecycleStep(.stopAccepted, .wait(until: .seconds(2))),
            LifecycleStep(.timeIsUp, at: .seconds(2), .describe),
        ]

    /// Scripts of whole lives.
    static let scripts: [LifecycleScript] = [
        LifecycleScript(
            "an InProgress loop is stopped, waited for and deleted",
            stopped2sAgo + [
                LifecycleStep(.seen(.stopping), .wait(until: .seconds(5))),
                LifecycleStep(.timeIsUp, at: .seconds(5), .describe),
                LifecycleStep(.seen(.stopped), .delete),
                LifecycleStep(.turnCame, .delete),
                LifecycleStep(.deleteAccepted, .end(.deleted)),
            ]
        ),
        LifecycleScript(
            "a loop that completes between the describe and the stop is deleted as completed",
            LifecycleStep.aboutToStop + [
                LifecycleStep(.failed(.stop, .invalid), .describe),
                LifecycleStep(.seen(.completed), .delete),
                LifecycleStep(.turnCame, .delete),
                LifecycleStep(.deleteAccepted, .end(.deleted)),
            ]
        ),
        LifecycleScript(
            "a loop that completes while it is stopping is kept when completed loops are kept",
            settings: LoopSettings(onCompleted: .keep),
            stopped2sAgo + [LifecycleStep(.seen(.completed), .end(.kept))]
        ),
        LifecycleScript(
            "a loop that fails while it is stopping is deleted",
            stopped2sAgo + [LifecycleStep(.seen(.failed), .delete)]
        ),
        LifecycleScript(
            "a loop whose stop is not yet visible is waited for and not stopped again",
            stopped2sAgo + [LifecycleStep(.seen(.inProgress), .wait(until: .seconds(5)))]
        ),
        LifecycleScript(
            "a stop that was accepted and shows no effect for ten seconds is sent again",
            stopped2sAgo + [
                LifecycleStep(.seen(.inProgress), .wait(until: .seconds(5))),
                LifecycleStep(.timeIsUp, at: .seconds(12), .describe),
                LifecycleStep(.seen(.inProgress), .stop),
                LifecycleStep(.turnCame, .stop),
                LifecycleStep(.stopAccepted, .wait(until: .seconds(17))),
            ]
        ),
        LifecycleScript(
            "a wait ends at its limit also when describes are throttled for good",
            stopWait: StopWait(timeout: .seconds(5)),
            stopped2sAgo + [
                LifecycleStep(.failed(.describe, .throttled), at: .milliseconds(4_800), .wait(until: .seconds(5))),
                LifecycleStep(.timeIsUp, at: .seconds(5), .describe),
                LifecycleStep(.failed(.describe, .throttled), .end(.deferred)),
            ]
        ),
        LifecycleScript(
            "a stop that did nothing does not take a loop out of the status that it is asked for in",
            settings: LoopSettings(statuses: [.inProgress]),
            LifecycleStep.aboutToStop + [
                LifecycleStep(.failed(.stop, .server), .wait(until: .milliseconds(200))),
                LifecycleStep(.timeIsUp, at: .milliseconds(200), .describe),
                LifecycleStep(.seen(.completed), .end(.refused)),
            ]
        ),
        LifecycleScript(
            "a loop that the run has stopped is removed whatever status was asked for",
            settings: LoopSettings(statuses: [.inProgress]),
            stopped2sAgo + [LifecycleStep(.seen(.completed), .delete)]
        ),
        LifecycleScript(
            "a single answer that a loop is gone is not believed, whatever it answers",
            LifecycleStep.aboutToDelete + [
                LifecycleStep(.failed(.delete, .notFound), .describe),
                LifecycleStep(.seen(.completed), .delete),
            ]
        ),
        LifecycleScript(
            "a stop of an earlier part of the run that shows no effect is sent again",
            trace: LoopTrace(loop: .sample(.inProgress), initialStatus: .inProgress, wasStopped: true),
            LifecycleStep.agreed(.inProgress, .stop) + [
                LifecycleStep(.seen(.inProgress), .wait(until: .seconds(2))),
                LifecycleStep(.timeIsUp, at: .seconds(12), .describe),
                LifecycleStep(.seen(.inProgress), .stop),
            ]
        ),
        LifecycleScript(
            "looks that are too old again and again end the loop as failed",
            LifecycleStep.aboutToStop
                + (1..<8).flatMap { (_: Int) -> [LifecycleStep] in
                    [
                        LifecycleStep(.failed(.stop, .heldBack), .describe),
                        LifecycleStep(.seen(.inProgress), .stop),
                        LifecycleStep(.turnCame, .stop),
                    ]
                } + [LifecycleStep(.failed(.stop, .heldBack), .end(.failed))]
        ),
        LifecycleScript(
            "a loop that vanishes while it is stopping is gone without us",
            stopped2sAgo + LifecycleStep.gone(at: .seconds(2), .end(.alreadyGone))
        ),
        LifecycleScript(
            "a namesake that appears while the loop is stopping is refused",
            stopped2sAgo + [
                LifecycleStep(
                    .described(.sample(.stopped, created: HumanLoop.sampleCreation + .seconds(1))),
                    .end(.refused)
                )
            ]
        ),
        LifecycleScript(
            "a namesake with the same creation time and another flow definition is refused",
            stopped2sAgo + [
                LifecycleStep(
                    .described(.sample(.stopped, flowDefinition: "arn:aws:sagemaker:::flow-definition/x")),
                    .end(.refused)
                )
            ]
        ),
        LifecycleScript(
            "a delete that is refused because the loop went back to Stopping leads to a wait",
            LifecycleStep.aboutToDelete + [
                LifecycleStep(.failed(.delete, .invalid), .describe),
                LifecycleStep(.seen(.stopping), .wait(until: .seconds(2))),
            ]
        ),
        LifecycleScript(
            "a loop that is InProgress again after consent to a delete is not stopped",
            LifecycleStep.agreed(.completed, .delete) + [LifecycleStep(.seen(.inProgress), .end(.refused))]
        ),
        LifecycleScript(
            "a namesake that has come while the operator read the plan is refused",
            LifecycleStep.agreed(.inProgress, .stop) + [
                LifecycleStep(
                    .described(.sample(.inProgress, created: HumanLoop.sampleCreation + .seconds(1))),
                    .end(.refused)
                )
            ]
        ),
        LifecycleScript(
            "a description older than ten seconds is taken again before the stop",
            LifecycleStep.agreed(.inProgress, .stop) + [
                LifecycleStep(.seen(.inProgress), .stop),
                LifecycleStep(.turnCame, at: .seconds(11), .describe),
                LifecycleStep(.seen(.inProgress), .stop),
                LifecycleStep(.turnCame, .stop),
            ]
        ),
        LifecycleScript(
            "a loop being deleted by somebody else is waited for until it is gone",
            LifecycleStep.found(.deleting, .awaitDeletion) + [
                LifecycleStep(.proceed, .wait(until: .seconds(2))),
                LifecycleStep(.timeIsUp, at: .seconds(2), .describe),
            ] + LifecycleStep.gone(at: .seconds(2), .end(.alreadyGone))
        ),
        LifecycleScript(
            "a lost delete that shows as Deleting is waited for and is this run's",
            LifecycleStep.aboutToDelete + [
                LifecycleStep(.failed(.delete, .noAnswer), .wait(until: .milliseconds(200))),
                LifecycleStep(.timeIsUp, at: .milliseconds(200), .describe),
                LifecycleStep(.seen(.deleting), .wait(until: .milliseconds(2_200))),
                LifecycleStep(.timeIsUp, at: .milliseconds(2_200), .describe),
            ] + LifecycleStep.gone(at: .milliseconds(2_200), .end(.deleted))
        ),
        LifecycleScript(
            "an unknown status is waited for and never deleted",
            stopWait: StopWait(timeout: .seconds(3), pollInitial: .seconds(2), pollMax: .seconds(2)),
            LifecycleStep.found(.other("Archived"), .wait) + [
                LifecycleStep(.proceed, .wait(until: .seconds(2))),
                LifecycleStep(.timeIsUp, at: .seconds(2), .describe),
                LifecycleStep(.seen(.other("Archived")), .wait(until: .seconds(3))),
                LifecycleStep(.timeIsUp, at: .seconds(3), .describe),
                LifecycleStep(.seen(.other("Archived")), .end(.deferred)),
            ]
        ),
        LifecycleScript(
            "a loop whose status was not known when it was planned is not stopped, but left for a later run",
            LifecycleStep.found(.other("Archived"), .wait) + [
                LifecycleStep(.proceed, .wait(until: .seconds(2))),
                LifecycleStep(.timeIsUp, at: .seconds(2), .describe),
                LifecycleStep(.seen(.inProgress), .end(.deferred)),
            ]
        ),
        LifecycleScript(
            "looks that fail do not end a wait before its time",
            stopWait: StopWait(timeout: .seconds(10)),
            LifecycleStep.aboutToStop + [LifecycleStep(.stopAccepted, .wait(until: .seconds(2)))]
                + [2_000, 2_200, 2_500, 3_000, 3_900, 5_600, 8_900].flatMap { (moment: Int) -> [LifecycleStep] in
                    let waits = [
                        2_000: 200, 2_200: 300, 2_500: 500, 3_000: 900, 3_900: 1_700, 5_600: 3_300, 8_900: 6_500,
                    ]
                    let wait = Duration.milliseconds(min(10_000, moment + (waits[moment] ?? 0)))
                    return [
                        LifecycleStep(.timeIsUp, at: .milliseconds(moment), .describe),
                        LifecycleStep(.failed(.describe, .server), .wait(until: wait)),
                    ]
                } + [
                    LifecycleStep(.timeIsUp, at: .seconds(10), .describe),
                    LifecycleStep(.failed(.describe, .server), .end(.deferred)),
                ]
        ),
        LifecycleScript(
            "a wait of no length still looks once",
            stopWait: StopWait(timeout: .zero),
            LifecycleStep.aboutToStop + [
                LifecycleStep(.stopAccepted, .wait(until: .zero)),
                LifecycleStep(.timeIsUp, .describe),
                LifecycleStep(.seen(.stopping), .end(.deferred)),
            ]
        ),
        LifecycleScript(
            "the last look at the limit can still find the loop stopped",
            stopWait: StopWait(timeout: .seconds(1)),
            LifecycleStep.aboutToStop + [
                LifecycleStep(.stopAccepted, .wait(until: .seconds(1))),
                LifecycleStep(.timeIsUp, at: .seconds(1), .describe),
                LifecycleStep(.seen(.stopped), .delete),
            ]
        ),
    ]

    @Test("a life is as its script says", arguments: scripts)
    func script(_ script: LifecycleScript) {
        script.play()
    }

    /// Where a loop stands when its run ends, and the outcome it gets.
    static let runEnds: [(String, [LifecycleStep], LoopOutcome)] = [
        ("not begun", [], .notAttempted),
        ("looked at", LifecycleStep.found(.inProgress, .stop), .notAttempted),
        (
            "waiting for its turn",
            LifecycleStep.agreed(.inProgress, .stop) + [LifecycleStep(.seen(.inProgress), .stop)],
            .notAttempted
        ),
        (
            "stopped by the run", LifecycleStep.aboutToStop + [LifecycleStep(.stopAccepted, .wait(until: .seconds(2)))],
            .deferred
        ),
        (
            "stopping by itself",
            LifecycleStep.found(.stopping, .wait) + [LifecycleStep(.proceed, .wait(until: .seconds(2)))],
            .deferred
        ),
        (
            "with a lost stop",
            LifecycleStep.aboutToStop + [LifecycleStep(.failed(.stop, .noAnswer), .wait(until: .milliseconds(200)))],
            .deferred
        ),
        (
            "with a lost delete",
            LifecycleStep.aboutToDelete + [
                LifecycleStep(.failed(.delete, .cancelled), .wait(until: .milliseconds(200)))
            ], .failed
        ),
    ]

    @Test(
        "a run that ends early leaves each loop in a true outcome",
        arguments: runEnds,
        [RunStopReason.interrupted(.terminate), .deadline, .noConsent]
    )
    func runEnded(_ row: (String, [LifecycleStep], LoopOutcome), _ reason: RunStopReason) {
        LifecycleScript(row.0, row.1 + [LifecycleStep(.runEnded(reason), .end(row.2))]).play()
    }
}
