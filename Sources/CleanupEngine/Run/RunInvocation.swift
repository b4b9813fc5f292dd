/// How a run was called, as pieces of command lines that can be pasted; a piece is empty when nothing was given for it.
package struct RunInvocation: Sendable, Hashable {
    /// The options that say whom to call.
    package var call = ""
    /// The same without those of a rehearsal.
    package var realCall = ""
    /// The options that say how fast to work, and where locks and journals are kept.
    package var pace = ""
    /// The options that name the saved plan which is followed.
    package var plan = ""
    /// Whether the manifest is the one that the plan carries, and is not named on the command line.
    package var isManifestOfPlan = false
    /// The path, quoted, of the manifest of what is left, as it was given.
    package var followUp = ""
    /// The path at which that manifest is written; nil where none is asked for on the command line.
    package var followUpPath: String?
    /// Whether the run's manifest is itself a follow-up of an earlier run.
    package var isOfFollowUp = false
    /// The options of the reports that a resumed run continues, its journal among them.
    package var reports = ""
    /// The path of the run's journal; nil where none is kept.
    package var journal: String?
    /// The options that consent to the plan of every manifest of the file.
    package var consent = ""
    /// Whether loops are only stopped, and left for a later run to be deleted.
    package var isStopOnly = false
    /// Whether that is said by the environment, so that leaving out the flag does not undo it.
    package var isStopOnlyByEnvironment = false
    /// The command line that continues the run; empty where it is not known, as in journals of earlier versions.
    package var resumeCommand = ""
    /// The command line that deletes what the run only stops; empty for a run that deletes by itself.
    package var deleteCommand = ""
    /// The folder in which these command lines are right; empty where it is not known.
    package var directory = ""

    package init() {}
}
