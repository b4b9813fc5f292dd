extension CodeExplanation {
    /// The codes of reports: of loops that are left, and of what ended a run early.
    ///
    /// The service's own codes are not among them.
    static let ofReports = ofRefusals + ofLeftLoops + ofStopReasons

    /// Why a loop was refused, and not touched.
    private static let ofRefusals: [CodeExplanation] = [
        report("AccountMismatch", "the loop is in another account than the target", placeRemedy),
        report("RegionMismatch", "the loop is in another region than the target", placeRemedy),
        report("UnknownArn", "the service told no ARN to compare with the target", placeRemedy),
        report("ArnMismatch", "the loop has another ARN than the manifest says", expectRemedy),
        report(
            "FlowDefinitionMismatch",
            "the loop is of another flow definition than the manifest expects",
            expectRemedy
        ),
        report("CreationTimeMismatch", "the loop was created before or after the time that is expected", expectRemedy),
        report("TooYoung", "the loop is younger than 'guards.minAge' allows", "Run again when it is old enough."),
        report(
            "Protected",
            "'guards.protect' protects a loop that the manifest names, or that the run has stopped",
            "Take the loop out of the manifest, or the pattern out of 'guards.protect'."
        ),
        report("Reborn", "the name belongs to another loop now, which was created later", newPlanRemedy),
        report("NotPlanned", "the saved plan leaves the loop alone", newPlanRemedy),
        report("Appeared", "the loop was not there when the plan was made", newPlanRemedy),
        report(
            "StayingLoopGone",
            "the kept duplicate is gone, or about to go: this may be the last copy",
            newPlanRemedy
        ),
        report(
            "StayingLoopWithoutAnswer",
            "the kept duplicate can no longer bring the answer that this loop can",
            newPlanRemedy
        ),
        report(
            "StaysForDuplicates",
            "a rule keeps the loop in the place of the duplicates that it removes",
            "Take it out of 'loops', or change 'keep' of the rule."
        ),
        report("StatusWentBack", "the loop is in an earlier status than it was when it was chosen", newPlanRemedy),
        report(
            "StopUnclear",
            "the answer to a stop was lost, and the loop ended in a status that is not asked for",
            newPlanRemedy
        ),
    ]

    /// Why a loop is left for a later run, or failed.
    private static let ofLeftLoops: [CodeExplanation] = [
        report(
            "LoopInProgress",
            "the loop is in progress, and 'onInProgress' is 'fail'",
            "Wait until it is done, or set 'onInProgress: stop'."
        ),
        report(
            "LoopMissing",
            "the loop does not exist, and 'onMissing' is 'fail'",
            "See that account and region are right, or set 'onMissing: succeed'."
        ),
        report(
            "StillWaiting",
            "workers still hold the loop at the end of its wait, 'stopWait.timeout'",
            "Continue the run later with '--resume', when they are done."
        ),
        report("StopOnly", "the run only stops loops: a later one deletes it", "Run again without '--stop-only'."),
        report(
            "AnswerLost",
            "a delete was sent, and the run ended before it was known what came of it",
            "Continue the run with '--resume': it looks first."
        ),
        report("RunHalted", "something ended the run before the loop had its turn", resumeRemedy),
    ]

    /// What ended a run early.
    private static let ofStopReasons: [CodeExplanation] = [
        report("Interrupted", "a signal such as ^C ended the run", resumeRemedy),
        report("DeadlinePassed", "the run's deadline passed", "Continue it with '--resume'; '--deadline' allows more."),
        report(
            "GuardBreached",
            "a guard of the manifest refused the run: nothing was changed",
            "Look at 'loopsweep plan', then change the manifest or its guards."
        ),
        report(
            "TooManyFailures",
            "more loops failed than 'guards.maxFailures' allows: nothing new was started",
            "Find out why they failed, then continue with '--resume'."
        ),
        report(
            "SelectionFailed",
            "a rule could not be followed: nothing was looked at",
            "See what the list is answered with: 'loopsweep plan --verbose'."
        ),
        report(
            "ConsentMissing",
            "the plan was not confirmed: nothing was changed",
            "Type the manifest's name, or add '--confirm NAME' where there is no terminal."
        ),
        report(
            "CredentialsRefused",
            "the service does not accept the credentials, or they are of another account",
            "Renew them; 'loopsweep doctor' shows where they come from. Then continue with '--resume'."
        ),
        report(
            "ServiceUnreachable",
            "no call reached the service",
            "See whether the endpoint and the network are right: 'loopsweep doctor'."
        ),
        report(
            "EvidenceNotWritten",
            "the journal could not be written: nothing more was stopped or deleted",
            "Make room on the disk, then continue with '--resume'."
        ),
    ]

    private static let placeRemedy = "See that 'target' and the credentials are of the right account and region."
    private static let expectRemedy = "The loop is not the one that is meant: correct the manifest if it is."
    private static let newPlanRemedy = "Make a new plan and review it, or run 'loopsweep discover' again."
    private static let resumeRemedy = "Continue it with '--resume'; 'loopsweep runs' shows the command."

    private static func report(_ code: String, _ title: String, _ remedy: String) -> CodeExplanation {
        CodeExplanation(code, title, "A code of reports, beside a loop or the end of a run.", nil, remedy)
    }
}
