import CleanupEngine
import CleanupManifest
import HumanLoops
import Testing
import TestSupport

/// What the answers to a stop and to a delete lead to: every kind of answer, and every status that may be found after it.
@Suite("LoopLifecycle: stop and delete")
struct LoopLifecycleActionTests {
    /// A kind of trouble with a stop and what it leads to.
    static let stopTroubles: [(HumanLoopServiceError.Kind, LoopAction)] = [
        (.notFound, .describe),
        (.heldBack, .describe),
        (.invalid, .describe),
        (.throttled, .wait(until: .milliseconds(500))),
        (.accessDenied, .end(.failed)),
        (.credentials, .wait(until: .milliseconds(200))),
        (.server, .wait(until: .milliseconds(200))),
        (.noAnswer, .wait(until: .milliseconds(200))),
        (.unreachable, .wait(until: .milliseconds(200))),
        (.unreadable, .wait(until: .milliseconds(200))),
        (.rejected, .end(.failed)),
        (.cancelled, .wait(until: .milliseconds(200))),
    ]

    @Test("every trouble with a stop has its answer", arguments: stopTroubles)
    func stopTrouble(_ kind: HumanLoopServiceError.Kind, _ action: LoopAction) {
        LifecycleScript("", LifecycleStep.aboutToStop + [LifecycleStep(.failed(.stop, kind), action)]).play()
    }

    @Test("every trouble with a delete has its answer", arguments: stopTroubles)
    func deleteTrouble(_ kind: HumanLoopServiceError.Kind, _ action: LoopAction) {
        LifecycleScript("", LifecycleStep.aboutToDelete + [LifecycleStep(.failed(.delete, kind), action)]).play()
    }

    @Test("every kind of trouble is in the table")
    func tableIsWhole() {
        #expect(Set(Self.stopTroubles.map(\.0)) == Set(HumanLoopServiceError.Kind.allCases))
    }

    /// A kind of trouble after which the call may have been carried out or not, and whether the loop is looked at first.
    static let doubts: [(HumanLoopServiceError.Kind, Bool)] = [
        (.server, true), (.noAnswer, true), (.unreadable, true), (.cancelled, true),
        (.unreachable, false), (.throttled, false), (.credentials, false),
    ]

    @Test("a lost answer is looked up; a call that was certainly not carried out is made again", arguments: doubts)
    func looksUp(_ kind: HumanLoopServiceError.Kind, _ isDoubtful: Bool) {
        for (operation, script) in [
            (HumanLoopOperation.stop, LifecycleStep.aboutToStop), (.delete, LifecycleStep.aboutToDelete),
        ] {
            let again: LoopAction = operation == .stop ? .stop : .delete
            let wait: Duration = kind == .throttled ? .milliseconds(500) : .milliseconds(200)
            LifecycleScript(
                "",
                script + [
                    LifecycleStep(.failed(operation, kind), .wait(until: wait)),
                    LifecycleStep(.timeIsUp, at: wait, isDoubtful ? .describe : again),
                ]
            ).play()
        }
    }

    /// What is found after a stop whose answer was lost, and what it leads to.
    static let afterLostStop: [(LoopEvent, LoopAction)] = [
        (.seen(.inProgress), .stop),
        (.seen(.stopping), .wait(until: .milliseconds(2_200))),
        (.seen(.stopped), .delete),
        (.seen(.completed), .delete),
        (.seen(.failed), .delete),
        (.seen(.deleting), .wait(until: .milliseconds(2_200))),
        (.seen(.other("Archived")), .wait(until: .milliseconds(2_200))),
        (.missing, .wait(until: .milliseconds(400))),
        (.described(.sample(.inProgress, created: HumanLoop.sampleCreation + .seconds(9))), .end(.refused)),
    ]

    @Test("after a lost stop, what is found decides", arguments: afterLostStop)
    func lostStop(_ found: LoopEvent, _ action: LoopAction) {
        LifecycleScript(
            "",
            LifecycleStep.aboutToStop + [
                LifecycleStep(.failed(.stop, .noAnswer), .wait(until: .milliseconds(200))),
                LifecycleStep(.timeIsUp, at: .milliseconds(200), .describe),
                LifecycleStep(found, action),
            ]
        ).play()
    }

    /// What is found after a delete whose answer was lost, and what it leads to.
    static let afterLostDelete: [(LoopEvent, LoopAction)] = [
        (.seen(.inProgress), .end(.refused)),
        (.seen(.stopping), .wait(until: .milliseconds(2_200))),
        (.seen(.stopped), .delete),
        (.seen(.completed), .delete),
        (.seen(.failed), .delete),
        (.seen(.deleting), .wait(until: .milliseconds(2_200))),
        (.seen(.other("Archived")), .wait(until: .milliseconds(2_200))),
        (.missing, .wait(until: .milliseconds(400))),
        (.described(.sample(.completed, created: HumanLoop.sampleCreation + .seconds(9))), .end(.deleted)),
    ]

    @Test("after a lost delete, what is found decides, and a namesake is left alone", arguments: afterLostDelete)
    func lostDelete(_ found: LoopEvent, _ action: LoopAction) {
        LifecycleScript(
            "",
            LifecycleStep.aboutToDelete + [
                LifecycleStep(.failed(.delete, .noAnswer), .wait(until: .milliseconds(200))),
                LifecycleStep(.timeIsUp, at: .milliseconds(200), .describe),
                LifecycleStep(found, action),
            ]
        ).play()
    }

    @Test("a stop that is lost and seen to have worked counts as this run's")
    func lostStopCounts() throws {
        let lifecycle = LifecycleScript(
            "",
            LifecycleStep.aboutToStop + [
                LifecycleStep(.failed(.stop, .noAnswer), .wait(until: .milliseconds(200))),
                LifecycleStep(.timeIsUp, at: .milliseconds(200), .describe),
                LifecycleStep(.seen(.stopped), .delete),
                LifecycleStep(.turnCame, .delete),
                LifecycleStep(.deleteAccepted, .end(.deleted)),
            ]
        ).play()
        #expect(try #require(lifecycle.result(start: HumanLoop.sampleCreation)).stoppedByRun)
    }

    @Test("a second delete after a lost one that finds nothing means that the first one worked")
    func secondDeleteFindsNothing() {
        LifecycleScript(
            "",
            LifecycleStep.aboutToDelete + [
                LifecycleStep(.failed(.delete, .server), .wait(until: .milliseconds(200))),
                LifecycleStep(.timeIsUp, at: .milliseconds(200), .describe),
                LifecycleStep(.seen(.completed), .delete),
                LifecycleStep(.turnCame, .delete),
                LifecycleStep(.failed(.delete, .notFound), .wait(until: .milliseconds(500))),
                LifecycleStep(.timeIsUp, at: .milliseconds(500), .describe),
            ] + LifecycleStep.gone(at: .milliseconds(500), .end(.deleted))
        ).play()
    }

    @Test(
        "deletes that keep coming to nothing end the loop as failed, after a look has shown that the last one did too"
    )
    func actionsKeepFailing() throws {
        let waits = [200, 300, 500, 900, 1_700, 3_300, 6_500, 10_100].map { LoopAction.wait(until: .milliseconds($0)) }
        var steps = LifecycleStep.aboutToDelete
        for (number, wait) in waits.enumerated() {
            steps.append(LifecycleStep(.failed(.delete, .server), at: .zero, wait))
            steps.append(LifecycleStep(.timeIsUp, .describe))
            guard number + 1 < RetrySettings().maxAttempts else { break }
            steps += [LifecycleStep(.seen(.completed), .delete), LifecycleStep(.turnCame, .delete)]
        }
        let failed = LifecycleScript("", steps + [LifecycleStep(.seen(.completed), .end(.failed))]).play()
        #expect(try #require(failed.problem).code == "Code-server")
        // The last try may have worked all the same, which is no failure.
        LifecycleScript("", steps + LifecycleStep.gone(.end(.deleted))).play()
    }

    @Test("a stop that used up its tries and is seen to have worked leaves the delete all of its own")
    func triesAreCountedApart() {
        let rules = LoopRules(retry: RetrySettings(maxAttempts: 1))
        var lifecycle = LoopLifecycle(entry: LoopEntry(name: .sample("dup-000017")), rules: rules)
        for step in LifecycleStep.aboutToStop + [
            LifecycleStep(.failed(.stop, .noAnswer), .wait(until: .milliseconds(200))),
            LifecycleStep(.timeIsUp, at: .milliseconds(200), .describe),
            LifecycleStep(.seen(.stopped), .delete),
            LifecycleStep(.turnCame, .delete),
            LifecycleStep(.failed(.delete, .noAnswer), .wait(until: .milliseconds(200))),
            LifecycleStep(.timeIsUp, .describe),
            LifecycleStep(.seen(.stopped), .end(.failed)),
        ] {
            let action = lifecycle.handle(step.event, at: step.at ?? .zero, jitter: 0.5)
            #expect(action == step.action, "\(step.event)")
            guard action == step.action else { break }
        }
    }

    @Test("a refusal is looked into also when there is one try: the loop may have moved on")
    func refusalIsLookedInto() {
        for (seen, action) in [(HumanLoopStatus.completed, LoopAction.delete), (.inProgress, .end(.failed))] {
            let rules = LoopRules(retry: RetrySettings(maxAttempts: 1))
            var lifecycle = LoopLifecycle(entry: LoopEntry(name: .sample("dup-000017")), rules: rules)
            for step in LifecycleStep.aboutToStop {
                #expect(lifecycle.handle(step.event, at: .zero, jitter: 0.5) == step.action)
            }
            #expect(lifecycle.handle(.failed(.stop, .invalid), at: .zero, jitter: 0.5) == .describe)
            #expect(lifecycle.handle(.seen(seen), at: .zero, jitter: 0.5) == action)
        }
    }

    @Test("a turn that is given back is asked for again", arguments: [HumanLoopOperation.stop, .delete])
    func givesBack(_ operation: HumanLoopOperation) {
        let script = operation == .stop ? LifecycleStep.aboutToStop : LifecycleStep.aboutToDelete
        let again: LoopAction = operation == .stop ? .stop : .delete
        LifecycleScript("", script + [LifecycleStep(.notSent, again), LifecycleStep(.turnCame, again)]).play()
        LifecycleScript(
            "",
            script + [LifecycleStep(.notSent, again), LifecycleStep(.runEnded(.noConsent), .end(.notAttempted))]
        ).play()
    }

    @Test("no delay after a failure or a throttle is longer than the manifest allows")
    func backoffIsBounded() {
        let rules = LoopRules(retry: RetrySettings(maxAttempts: 50, maxBackoff: .seconds(3)))
        for kind in [HumanLoopServiceError.Kind.unreachable, .throttled] {
            var lifecycle = LoopLifecycle(entry: LoopEntry(name: .sample("dup-000017")), rules: rules)
            _ = lifecycle.handle(.begin, at: .zero, jitter: 0)
            _ = lifecycle.handle(.seen(.completed), at: .zero, jitter: 0)
            _ = lifecycle.handle(.proceed, at: .zero, jitter: 0)
            _ = lifecycle.handle(.seen(.completed), at: .zero, jitter: 0)
            var longest = Duration.zero
            for _ in 0..<12 {
                _ = lifecycle.handle(.turnCame, at: .zero, jitter: 0)
                guard case .wait(let moment) = lifecycle.handle(.failed(.delete, kind), at: .zero, jitter: 1) else {
                    Issue.record("a delete that was \(kind) is tried again after a wait")
                    break
                }
                longest = max(longest, moment)
                _ = lifecycle.handle(.timeIsUp, at: .zero, jitter: 0)
            }
            #expect(longest == .seconds(3))
        }
    }
}
