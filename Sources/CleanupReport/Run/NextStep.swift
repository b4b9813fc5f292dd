package import CleanupEngine
import CleanupJournal
import CleanupManifest
import Support

/// A manifest's path as words of a suggested command line, also of one that was read from a pipe and is there no more.
package enum ManifestWord {
    /// What stands in the place of the path where the manifest is that of the demo, with the service that it is for.
    package static let demo = "--demo"

    package static func text(_ path: String) -> String {
        LoopListOpener.isStream(path) ? "-" : ShellWord.quoted(path)
    }

    /// What ends the command line; empty for a file.
    package static func input(_ path: String) -> String { LoopListOpener.isStream(path) ? "< MANIFEST" : "" }
}

extension RunStart {
    /// The command line that continues this run after it was cut off.
    package var commandToResume: String {
        OptionWords.joined([sameRun(goesOn: true), manifestInput])
    }

    /// The command line that deletes what this run only stops; empty for a run that deletes by itself.
    package var commandToDelete: String {
        guard invocation.isStopOnly else { return "" }
        return OptionWords.joined([sameRun(goesOn: true, deletes: true), manifestInput])
    }

    /// The command line that continues a run out of its journal; of what is known where that has none, as of earlier versions.
    package var recordedCommandToResume: String {
        guard invocation.resumeCommand.isEmpty else { return invocation.resumeCommand }
        return OptionWords.joined([
            "loopsweep run \(ManifestWord.text(manifestPath))", calledPlace.options,
            planDigest == nil ? "" : "--plan PLAN", "--resume",
        ])
    }

    /// The command line that deletes what a run has stopped, out of its journal.
    package var recordedCommandToDelete: String {
        invocation.deleteCommand.isEmpty ? recordedCommandToResume : invocation.deleteCommand
    }
}

extension RunEnd {
    /// Whether all that is left are loops that a later run deletes.
    fileprivate var isStopped: Bool {
        outcomes[.deferred] > 0 && outcomes[.failed] + outcomes[.refused] + outcomes[.notAttempted] == 0
    }
}

/// What to do after a run: a reason, and the command to continue with.
struct NextStep: Hashable, Sendable {
    /// Why this is worth doing, in a sentence with its full stop.
    var reason: String
    /// The command, ready to be copied.
    var command: String

    /// Decides what to do after a run that ended so, the most pressing first; nothing when its follow-up is used up.
    static func steps(after end: RunEnd, of start: RunStart) -> [NextStep] {
        let input = start.manifestInput
        guard !input.isEmpty else { return stepsWithFile(after: end, of: start) }
        return stepsWithFile(after: end, of: start).map { step in
            if step.command.hasPrefix("loopsweep verify ") { return step }
            return NextStep(
                reason: "\(step.reason) MANIFEST stands for a file with the same manifest.",
                command: "\(step.command) \(input)"
            )
        }
    }

    private static func stepsWithFile(after end: RunEnd, of start: RunStart) -> [NextStep] {
        let isAllGone = end.outcomes.total > 0 && end.outcomes[.alreadyGone] == end.outcomes.total
        if isAllGone, start.invocation.isOfFollowUp { return [] }
        if let stopReason = end.stopReason, let step = step(after: stopReason, of: start) { return [step] }
        if end.isStopped, start.invocation.isStopOnly {
            if start.isSimulated { return [start.afterSuccess] }
            if let path = start.invocation.followUpPath {
                return [start.follow(path)] + (end.leavesLaterLoops ? [start.beginAnew] : [])
            }
        }
        var steps: [NextStep] = []
        for step in stepsByCause(after: end, of: start) {
            if let index = steps.firstIndex(where: { $0.command == step.command }) {
                steps[index].reason += " \(step.reason)"
            } else {
                steps.append(step)
            }
        }
        guard steps.isEmpty else { return steps }
        let doubt = "Every loop was missing: is \(start.place) the right place?"
        return [isAllGone ? start.look(doubt) : start.afterSuccess]
    }

    /// Decides what to do after a run that was ended early; nil when the loops that are left say it better.
    private static func step(after stopReason: RunStopReason, of start: RunStart) -> NextStep? {
        let nothing = start.isResumed ? "Nothing more" : "Nothing"
        return switch stopReason {
        case .guards:
            start.plan("\(nothing) was stopped or deleted. Look at the plan, then change the manifest or its guards.")
        case .noConsent:
            NextStep(
                reason: "\(nothing) was stopped or deleted. To consent without a terminal:",
                command: "\(start.sameRun(goesOn: start.isResumed)) \(start.invocation.consent)"
            )
        case .interrupted:
            start.goOn("To continue where it ended:")
        case .credentials:
            start.look("Renew the credentials, then see whether they are accepted.")
        case .unreachable:
            start.look("See whether \(start.endpoint) can be reached.")
        case .evidence:
            start.goOn("When the report's file can be written again, with all that it held, resume the run.")
        case .selection:
            start.look("Nothing was looked at. See what the rule's list is answered with.")
        case .deadline, .throttled, .failures:
            nil
        }
    }

    /// Decides what to do about each cause for which loops are left; several may lead to one command.
    private static func stepsByCause(after end: RunEnd, of start: RunStart) -> [NextStep] {
        let causes = [
            (end.exitCode == .access, start.look("Something is not allowed: see where the credentials come from.")),
            (end.exitCode == .wrongTarget, start.look("No loop is in \(start.place): see what is called.")),
            (end.outcomes[.notAttempted] > 0, start.goOn("Loops that had no turn get one when the run is resumed.")),
            (end.outcomes[.failed] > 0, start.goOn("The codes above say what failed; resuming tries it again.")),
            (
                end.outcomes[.deferred] > 0,
                start.goOn(
                    start.invocation.isStopOnly
                        ? "To delete what was stopped, when its workers are done:"
                        : "Deferred loops are busy until their workers are done: resume later.",
                    deletes: true
                )
            ),
            (end.leavesLaterLoops, start.beginAnew),
            (
                end.outcomes[.refused] > 0,
                start.plan("Refused loops stay refused until the manifest or its guards change.")
            ),
        ]
        return causes.filter { $0.0 }.map { $0.1 }
    }
}

extension RunStart {
    /// Where the run looked for its loops.
    fileprivate var place: String { account.map { "\(region) of account \($0)" } ?? region }

    /// What ends a command line whose manifest is read from standard input; empty for any other.
    fileprivate var manifestInput: String { invocation.isManifestOfPlan ? "" : ManifestWord.input(manifestPath) }

    fileprivate func command(_ verb: String) -> String {
        guard !invocation.isManifestOfPlan else {
            let words = verb == "run" ? [] : [invocation.plan, "--dry-run"]
            return OptionWords.joined(["loopsweep run"] + words + [invocation.call])
        }
        return OptionWords.joined(["loopsweep \(verb) \(ManifestWord.text(manifestPath))", invocation.call])
    }

    /// What follows a run that has nothing left to do: after a rehearsal the real plan, else the look whether all are gone.
    fileprivate var afterSuccess: NextStep {
        guard !isSimulated else {
            if manifestPath == ManifestWord.demo {
                return NextStep(
                    reason: "That was a rehearsal. To begin with your own account:",
                    command: "loopsweep doctor"
                )
            }
            // Consent cannot be typed where the manifest is read.
            guard manifestInput.isEmpty else {
                let command = "loopsweep plan \(ManifestWord.text(manifestPath))"
                return NextStep(reason: "That was a rehearsal. To plan the real run:", command: command)
            }
            let command = OptionWords.joined([
                "loopsweep run \(ManifestWord.text(manifestPath))", invocation.realCall, invocation.pace,
                invocation.isStopOnly ? "--stop-only" : "",
            ])
            let reason = "That was a rehearsal. The real run, which shows its plan and asks first:"
            return NextStep(reason: reason, command: command)
        }
        guard let journal = invocation.journal else { return plan("To see what is there now:") }
        let command = OptionWords.joined(["loopsweep verify \(ShellWord.quoted(journal))", invocation.call])
        return NextStep(reason: "To verify that the loops are gone:", command: command)
    }

    /// The run of the manifest of what was stopped and left.
    fileprivate func follow(_ path: String) -> NextStep {
        NextStep(
            reason: "To delete what was stopped, when its workers are done:",
            command: OptionWords.joined([
                invocation.isStopOnlyByEnvironment ? "LOOPSWEEP_STOP_ONLY=false" : "",
                "loopsweep run \(ShellWord.quoted(path))", invocation.call, invocation.pace,
            ])
        )
    }

    fileprivate func plan(_ reason: String) -> NextStep { NextStep(reason: reason, command: command("plan")) }

    /// Makes a step that continues with the run; a rehearsal begins again, for its service is a new one each time.
    ///
    /// Going on knows what the run itself has deleted and stopped. To a new run all of it is missing, or found by no rule.
    /// With `deletes` loops are deleted even if this run only stopped them.
    fileprivate func goOn(_ reason: String, deletes: Bool = false) -> NextStep {
        NextStep(
            reason: isSimulated ? "Run again: a rehearsal begins anew each time." : reason,
            command: sameRun(goesOn: !isSimulated, deletes: deletes)
        )
    }

    /// A new run of what this one was given, for the loops that were created after it began.
    fileprivate var beginAnew: NextStep {
        NextStep(
            reason: "Loops that were created since the run began are left to a new one:",
            command: sameRun(goesOn: false)
        )
    }

    /// The command line of the same run; a run that does not go on has a journal of its own.
    fileprivate func sameRun(goesOn: Bool, deletes: Bool = false) -> String {
        OptionWords.joined([
            deletes && invocation.isStopOnlyByEnvironment ? "LOOPSWEEP_STOP_ONLY=false" : "", command("run"),
            invocation.plan, invocation.pace,
            invocation.followUp.isEmpty ? "" : "--follow-up \(invocation.followUp)",
            invocation.isStopOnly && !deletes ? "--stop-only" : "", goesOn ? "--resume" : "",
            goesOn ? invocation.reports : "",
        ])
    }

    /// Makes a step that shows which endpoint, region and credentials are used, and what each call brings.
    fileprivate func look(_ reason: String) -> NextStep {
        NextStep(reason: reason, command: "\(command("plan")) --verbose")
    }
}
