import CleanupJournal

/// A run whose reports are open: what is left to do, and where it is written down.
struct OpenRun {
    let reports: RunReports
    /// Nil for all that the manifest says.
    var work: ResumedWork?
    /// The journal of the earlier parts of the run; nil when this is the first.
    var earlier: JournalFile?
    /// The journals of the manifest in the state directory; nil when this run's is elsewhere.
    var journals: RunJournals?
}
