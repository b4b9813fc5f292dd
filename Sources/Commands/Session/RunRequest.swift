import CleanupEngine
import CleanupReport

/// What the run of one manifest is asked for.
struct RunRequest: Sendable {
    /// How the operator consents.
    let consent: Consent
    /// Where reports go, besides the result on standard output.
    let destinations: [ReportDestination]
    /// Which of them is the journal: the first that names a file for JSON Lines which can be read again; nil when the journal
    /// is kept in the state directory.
    let journalDestination: ReportDestination?
    /// Where the journal and the lock are kept, and whether an earlier run is resumed.
    let journal: JournalOptions
    /// How the run was called.
    let invocation: RunInvocation
    /// Where a manifest of what is left is written; nil when none is wanted.
    let followUpPath: String?

    /// The path of that file; nil when the journal is kept in the state directory.
    var journalPath: String? {
        guard case .file(let path) = journalDestination?.target else { return nil }
        return path
    }
}
