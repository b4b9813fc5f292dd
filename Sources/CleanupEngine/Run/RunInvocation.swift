/// How a run was called, as pieces of command lines that can be pasted; a piece is empty when nothing was given for it.
package struct RunInvocation: Sendable, Hashable {
    /// The options that say whom to call.
    package var call = ""
    /// The options that say how fast to work, and where locks and journals are kept.
    package var pace = ""
    /// The options that name the saved plan which is followed.
    package var plan = ""
    /// The path, quoted, of the manifest of what is left.
    package var followUp = ""
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

    package init() {}
}
