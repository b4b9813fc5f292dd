import CleanupEngine
import HumanLoops
import Testing
import TestSupport

@testable import CleanupManifest

/// What a first look leads to: every status, every answer, every policy.
@Suite("LoopLifecycle: the first look")
struct LoopLifecycleLookTests {
    /// A status and what is proposed for it under the default settings.
    static let statuses: [(HumanLoopStatus, LoopAction)] = [
        (.inProgress, .propose(.stop)),
        (.stopping, .propose(.wait)),
        (.stopped, .propose(.delete)),
        (.completed, .propose(.delete)),
        (.failed, .propose(.delete)),
        (.deleting, .propose(.awaitDeletion)),
        (.other("Archived"), .propose(.wait)),
    ]

    @Test("every status has its proposal", arguments: statuses)
    func status(_ status: HumanLoopStatus, _ action: LoopAction) {
        LifecycleScript("", [LifecycleStep(.begin, .describe), LifecycleStep(.seen(status), action)]).play()
    }

    /// A kind of trouble with the first describe and what it leads to.
    static let troubles: [(HumanLoopServiceError.Kind, LoopAction)] = [
        (.notFound, .wait(until: .milliseconds(200))),
        (.heldBack, .wait(until: .milliseconds(200))),
        (.invalid, .end(.failed)),
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

    @Test("every trouble with the first describe has its answer", arguments: troubles)
    func trouble(_ kind: HumanLoopServiceError.Kind, _ action: LoopAction) {
        LifecycleScript("", [LifecycleStep(.begin, .describe), LifecycleStep(.failed(.describe, kind), action)]).play()
    }

    @Test("every kind of trouble is in the table")
    func tableIsWhole() {
        #expect(Set(Self.troubles.map(\.0)) == Set(HumanLoopServiceError.Kind.allCases))
    }

    /// A policy, the status it is about, and what it leads to.
    static let policies: [(LoopSettings, LoopEvent, LoopAction)] = [
        (LoopSettings(onInProgress: .skip), .seen(.inProgress), .end(.kept)),
        (LoopSettings(onInProgress: .fail), .seen(.inProgress), .end(.failed)),
        (LoopSettings(onInProgress: .skip), .seen(.stopping), .propose(.wait)),
        (LoopSettings(onCompleted: .keep), .seen(.completed), .end(.kept)),
        (LoopSettings(onCompleted: .keep), .seen(.failed), .propose(.delete)),
        (LoopSettings(onFailed: .keep), .seen(.failed), .end(.kept)),
        (LoopSettings(onFailed: .keep), .seen(.stopped), .propose(.delete)),
        (LoopSettings(statuses: [.inProgress]), .seen(.inProgress), .propose(.stop)),
        (LoopSettings(statuses: [.inProgress]), .seen(.stopped), .end(.kept)),
        (LoopSettings(statuses: [.failed, .stopped]), .seen(.completed), .end(.kept)),
        (LoopSettings(statuses: [.completed]), .seen(.other("Archiving")), .propose(.wait)),
    ]

    @Test("every policy holds for its status and no other", arguments: policies)
    func policy(_ settings: LoopSettings, _ event: LoopEvent, _ action: LoopAction) {
        LifecycleScript("", settings: settings, [LifecycleStep(.begin, .describe), LifecycleStep(event, action)]).play()
    }

    @Test("a describe that keeps failing ends the loop as failed, with the last words of the service")
    func describeKeepsFailing() throws {
        var steps = [LifecycleStep(.begin, .describe)]
        for wait in [200, 300, 500, 900] {
            steps.append(LifecycleStep(.failed(.describe, .server), at: .zero, .wait(until: .milliseconds(wait))))
            steps.append(LifecycleStep(.timeIsUp, .describe))
        }
        steps.append(LifecycleStep(.failed(.describe, .server), .end(.failed)))
        let result = try #require(LifecycleScript("", steps).play().result(start: HumanLoop.sampleCreation))
        #expect(result.problem == LoopProblem(code: "Code-server", message: "words"))
        #expect(result.calls.retried == 4)
    }

    /// A policy for loops that are missing, and what two answers that there is none lead to.
    static let missing: [(MissingPolicy, LoopEvent, LoopOutcome)] = [
        (.ok, .missing, .alreadyGone),
        (.fail, .missing, .failed),
        (.ok, .failed(.describe, .notFound), .alreadyGone),
        (.fail, .failed(.describe, .notFound), .failed),
    ]

    @Test("that there is no such loop is believed when it is said twice", arguments: missing)
    func believesTheSecond(_ policy: MissingPolicy, _ answer: LoopEvent, _ outcome: LoopOutcome) {
        let steps = [
            LifecycleStep(.begin, .describe),
            LifecycleStep(answer, .wait(until: .milliseconds(200))),
            LifecycleStep(.timeIsUp, at: .milliseconds(200), .describe),
        ]
        let settings = LoopSettings(onMissing: policy)
        LifecycleScript("", settings: settings, steps + [LifecycleStep(answer, .end(outcome))]).play()
        LifecycleScript("", settings: settings, steps + [LifecycleStep(.seen(.failed), .propose(.delete))]).play()
    }

    @Test("looks that are always too old when their turn comes end the loop, whatever they are too old by")
    func alwaysStale() {
        var steps = LifecycleStep.agreed(.completed, .delete)
        for look in 1...8 {
            let now = Duration.seconds(11 * look)
            steps.append(LifecycleStep(.seen(.completed), at: now - .seconds(11), .delete))
            steps.append(LifecycleStep(.turnCame, at: now, look == 8 ? .end(.failed) : .describe))
        }
        LifecycleScript("", steps).play()
    }

    @Test("stops and deletes that fail in turn come to an end")
    func failInTurn() {
        let time = VirtualTime()
        let service = InMemoryHumanLoops([.init(.sample(.inProgress, name: "a"))], time: time)
        let flipping = AlteredHumanLoops(
            service: service,
            describing: { answer in
                var answer = answer
                if !Int(time.now.offset / .seconds(1)).isMultiple(of: 2) { answer.value.status = .stopped }
                return answer
            }
        )
        let execution = ExecutionSettings(stopWait: StopWait(timeout: .seconds(864_000)))
        let run = TestRun.perform(
            .sample(["a"], execution: execution),
            on: RefusedChanges(service: flipping),
            time: time
        )
        #expect(run.outcomes == ["a": .failed])
    }
}
