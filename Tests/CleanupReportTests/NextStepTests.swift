import CleanupEngine
@testable import CleanupJournal
@testable import CleanupReport
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing

/// What a summary tells its reader to do.
@Suite("NextStep")
struct NextStepTests {
    /// Trouble with a call, whose kind no advice depends on.
    private static let trouble = HumanLoopServiceError(kind: .noAnswer, code: "Trouble")

    @Test(
        "how a run ended decides the commands",
        arguments: [
            (.sample([.deleted: 3]), ["loopsweep plan cleanup.yaml"]),
            (.sample(), ["loopsweep plan cleanup.yaml"]),
            (.sample([.alreadyGone: 3]), ["loopsweep plan cleanup.yaml --verbose"]),
            (.sample([.alreadyGone: 3, .kept: 1]), ["loopsweep plan cleanup.yaml"]),
            (.sample([.deferred: 3], exitCode: .deferred), ["loopsweep run cleanup.yaml --resume"]),
            (.sample([.failed: 3], exitCode: .failed), ["loopsweep run cleanup.yaml --resume"]),
            (.sample([.refused: 3], exitCode: .refused), ["loopsweep plan cleanup.yaml"]),
            (
                .sample([.refused: 1, .failed: 1, .deferred: 1], exitCode: .refused),
                ["loopsweep run cleanup.yaml --resume", "loopsweep plan cleanup.yaml"]
            ),
            (
                .sample([.failed: 1], exitCode: .access),
                ["loopsweep plan cleanup.yaml --verbose", "loopsweep run cleanup.yaml --resume"]
            ),
            (
                .sample([.refused: 1], exitCode: .wrongTarget),
                ["loopsweep plan cleanup.yaml --verbose", "loopsweep plan cleanup.yaml"]
            ),
            (.sample([.notAttempted: 3], stopReason: .guards([])), ["loopsweep plan cleanup.yaml"]),
            (
                .sample([.notAttempted: 3], stopReason: .noConsent),
                ["loopsweep run cleanup.yaml --confirm dup-batch-2026-11"]
            ),
            (
                .sample([.notAttempted: 3], stopReason: .interrupted(.terminate)),
                ["loopsweep run cleanup.yaml --resume"]
            ),
            (.sample([.notAttempted: 3], stopReason: .deadline), ["loopsweep run cleanup.yaml --resume"]),
            (.sample([.deleted: 3], stopReason: .deadline), ["loopsweep plan cleanup.yaml"]),
            (.sample(stopReason: .credentials(trouble)), ["loopsweep plan cleanup.yaml --verbose"]),
            (.sample(stopReason: .unreachable(trouble)), ["loopsweep plan cleanup.yaml --verbose"]),
            (
                .sample([.notAttempted: 1], stopReason: .selection(SelectionFault(.access, line: 3, message: "no"))),
                ["loopsweep plan cleanup.yaml --verbose"]
            ),
            (.sample([.deleted: 1], stopReason: .evidence("disk full")), ["loopsweep run cleanup.yaml --resume"]),
        ] as [(RunEnd, [String])]
    )
    func commands(_ end: RunEnd, _ commands: [String]) {
        var start = RunStart.sample()
        start.invocation.consent = "--confirm dup-batch-2026-11"
        let steps = NextStep.steps(after: end, of: start)
        #expect(steps.map(\.command) == commands)
        #expect(steps.allSatisfy { $0.reason.hasSuffix(".") || $0.reason.hasSuffix(":") || $0.reason.hasSuffix("?") })
    }

    @Test("loops that were created after the run began are found by a new one", arguments: [0, 1])
    func later(_ deferred: Int) {
        var end = RunEnd.sample([.deleted: 3, .deferred: deferred], exitCode: .deferred)
        end.leavesLaterLoops = true
        let commands = NextStep.steps(after: end, of: .sample()).map(\.command)
        let resume = deferred > 0 ? ["loopsweep run cleanup.yaml --resume"] : []
        #expect(commands == resume + ["loopsweep run cleanup.yaml"])
    }

    @Test("after success a journal is verified, and a rehearsal is followed by the real run")
    func success() {
        var start = RunStart.sample()
        start.invocation.call = "--simulate fleet.yaml"
        start.isSimulated = true
        let command = { NextStep.steps(after: .sample([.deleted: 3]), of: start).map(\.command) }
        start.invocation.realCall = "--region us-east-1"
        #expect(command() == ["loopsweep run cleanup.yaml --region us-east-1"])
        start.isSimulated = false
        start.invocation.call = "--profile ops"
        start.invocation.journal = "a b.jsonl"
        let verify = "loopsweep verify 'a b.jsonl' --profile ops"
        #expect(command() == [verify])
        start.manifestPath = "/dev/stdin"
        #expect(command() == [verify])
    }

    @Test("a refusal says that nothing was done, or nothing more when earlier parts of the run may have done something")
    func nothingMore() {
        let end = RunEnd.sample([.notAttempted: 2], stopReason: .guards([]))
        var start = RunStart.sample()
        #expect(NextStep.steps(after: end, of: start)[0].reason.hasPrefix("Nothing was stopped"))
        start.isResumed = true
        #expect(NextStep.steps(after: end, of: start)[0].reason.hasPrefix("Nothing more was stopped"))
    }

    @Test("a run is gone on with by its own journal, and a rehearsal begins anew")
    func goesOn() {
        var start = RunStart.sample()
        start.invocation.reports = "--report jsonl=a.jsonl"
        let end = RunEnd.sample([.notAttempted: 3], stopReason: .interrupted(.interrupt))
        let command = "loopsweep run cleanup.yaml --resume --report jsonl=a.jsonl"
        #expect(NextStep.steps(after: end, of: start).map(\.command) == [command])
        start.isSimulated = true
        #expect(NextStep.steps(after: end, of: start).map(\.command) == ["loopsweep run cleanup.yaml"])
    }

    /// How a run ended that follows a plan and only stops loops, and the end of the command that is told.
    static let kinds: [(RunEnd, String)] = [
        (
            .sample([.notAttempted: 3], stopReason: .interrupted(.interrupt)),
            "loopsweep run cleanup.yaml --plan plan.json --stop-only --resume --report jsonl=a.jsonl"
        ),
        (
            .sample([.notAttempted: 3], stopReason: .noConsent),
            "loopsweep run cleanup.yaml --plan plan.json --stop-only --confirm dup-batch-2026-11"
        ),
        (
            .sample([.failed: 3], exitCode: .failed),
            "loopsweep run cleanup.yaml --plan plan.json --stop-only --resume --report jsonl=a.jsonl"
        ),
        // What was stopped is deleted by the second phase.
        (
            .sample([.deferred: 3], exitCode: .deferred),
            "loopsweep run cleanup.yaml --plan plan.json --resume --report jsonl=a.jsonl"
        ),
    ]

    @Test("the command that is told is of a run of the same kind", arguments: kinds)
    func kind(_ end: RunEnd, _ command: String) {
        var start = RunStart.sample()
        start.invocation.plan = "--plan plan.json"
        start.invocation.consent = "--confirm dup-batch-2026-11"
        start.invocation.isStopOnly = true
        start.invocation.reports = "--report jsonl=a.jsonl"
        let commands = NextStep.steps(after: end, of: start).map(\.command)
        #expect(commands == [command])
    }

    @Test("what was only stopped is left to the follow-up, in a rehearsal to the real run, and else to a later part")
    func stopped() {
        var start = RunStart.sample()
        start.invocation.isStopOnly = true
        let end = RunEnd.sample([.deferred: 3], exitCode: .deferred)
        let command = { NextStep.steps(after: end, of: start).map(\.command) }
        #expect(command() == ["loopsweep run cleanup.yaml --resume"])
        #expect(start.commandToResume == "loopsweep run cleanup.yaml --stop-only --resume")
        #expect(start.commandToDelete == "loopsweep run cleanup.yaml --resume")
        start.invocation.followUp = "'a b.yaml'"
        start.invocation.followUpPath = "a b.yaml"
        start.invocation.call = "--profile ops"
        #expect(command() == ["loopsweep run 'a b.yaml' --profile ops"])
        start.isSimulated = true
        start.invocation.call = "--simulate fleet.yaml"
        #expect(command() == ["loopsweep run cleanup.yaml --stop-only"])
    }

    @Test("a run of a plan that carries its manifest is continued, and planned, without naming the manifest")
    func carried() {
        var start = RunStart.sample()
        (start.invocation.plan, start.invocation.isManifestOfPlan) = ("--plan plan.json", true)
        start.manifestPath = "/dev/stdin"
        let command = { NextStep.steps(after: $0, of: start).map(\.command) }
        #expect(command(.sample([.failed: 1])) == ["loopsweep run --plan plan.json --resume"])
        #expect(command(.sample([.refused: 1])) == ["loopsweep run --plan plan.json --dry-run"])
    }

    @Test("after a follow-up that is used up there is nothing to do, also where a guard doubts it")
    func usedUp() {
        var start = RunStart.sample()
        start.invocation.isOfFollowUp = true
        for end in [RunEnd.sample([.alreadyGone: 3]), .sample([.alreadyGone: 3], stopReason: .guards([]))] {
            #expect(NextStep.steps(after: end, of: start).isEmpty)
        }
        #expect(NextStep.steps(after: .sample([.alreadyGone: 2, .deleted: 1]), of: start).count == 1)
    }

    @Test("an environment in which loops are only stopped is undone for the run that deletes them")
    func later() {
        var start = RunStart.sample()
        start.invocation.followUp = "next.yaml"
        (start.invocation.isStopOnly, start.invocation.isStopOnlyByEnvironment) = (true, true)
        let end = RunEnd.sample([.deferred: 3], exitCode: .deferred)
        let command = "LOOPSWEEP_STOP_ONLY=false loopsweep run cleanup.yaml --follow-up next.yaml --resume"
        #expect(NextStep.steps(after: end, of: start).map(\.command) == [command])
    }

    @Test(
        "a word is quoted for a shell when it must be",
        arguments: [
            ("cleanup.yaml", "cleanup.yaml"), ("/a/b_c-d.yaml", "/a/b_c-d.yaml"), ("", "''"), ("a b", "'a b'"),
            ("$HOME", "'$HOME'"), ("it's", #"'it'\''s'"#), ("a;rm", "'a;rm'"), ("é", "'é'"), ("~", "'~'"),
        ]
    )
    func quotes(_ text: String, _ word: String) {
        #expect(ShellWord.quoted(text) == word)
    }
}
