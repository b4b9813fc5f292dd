import CleanupEngine
import CleanupReport
import FoundationEssentials
import HumanLoops

/// The journals of one manifest's runs in the state directory; the newest have the last names.
struct RunJournals: Hashable, Sendable {
    /// How many journals are kept, the newest; older ones go when they are complete.
    static let keptCount = 20

    /// Their folder.
    let folder: String

    /// Finds or makes the folder of a manifest's journals; those of rehearsals lie in a folder of their own, so that no
    /// rehearsal is ever gone on with as a run.
    ///
    /// - Throws: `CommandFailure` when it cannot be made.
    init(of name: String, isSimulated: Bool, in state: StateDirectory) throws(CommandFailure) {
        folder = try state.folder(isSimulated ? "\(name)/simulated" : name)
    }

    /// The path of a new journal.
    func path(startedAt: Timestamp, runID: String) -> String {
        let moment = String(startedAt.description.filter { $0 != "-" && $0 != ":" })
        return "\(folder)/\(moment)-\(runID.prefix(8)).jsonl"
    }

    /// Finds the journal that a run goes on with.
    ///
    /// - Parameter start: what is said of that run.
    /// - Returns: its path; nil when no journal holds anything.
    func journal(for start: RunStart) -> String? {
        let paths = names.reversed().map { "\(folder)/\($0)" }.filter(JournalFile.exists)
        let glances = paths.lazy.compactMap { path in JournalGlance(at: path).map { (path, $0) } }
        // Where none fits, the newest one tells why.
        return Self.choice(among: glances, for: start) ?? paths.first
    }

    /// Decides which journal is gone on with: the newest one that fits, but for those of runs that did nothing while an
    /// older one, which did, has not come to its end by itself.
    ///
    /// - Parameters:
    ///   - glances: the journals, the newest first.
    ///   - start: what is said of the run that goes on.
    /// - Returns: its path; nil when none fits.
    static func choice(among glances: some Sequence<(String, JournalGlance)>, for start: RunStart) -> String? {
        var newest: String?
        for (path, glance) in glances where glance.fits(start) {
            if !glance.didNothing { return newest == nil || !glance.isDone ? path : newest }
            newest = newest ?? path
        }
        return newest
    }

    /// Removes complete journals beyond the newest ones; one that is not complete may still be gone on with, and stays.
    func removeOld() {
        for name in Self.old(names, isComplete: { JournalFile.isComplete("\(folder)/\($0)") }) {
            // A journal that cannot be removed is in nobody's way.
            try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
    }

    /// Decides which journals go.
    ///
    /// - Parameters:
    ///   - names: the names of all journals, the oldest first.
    ///   - isComplete: whether the journal of a name has come to its end.
    /// - Returns: the names of those that go.
    static func old(_ names: [String], isComplete: (String) -> Bool) -> [String] {
        names.dropLast(keptCount).filter(isComplete)
    }

    /// The names of all journals, the oldest first.
    private var names: [String] {
        let all = try? FileManager.default.contentsOfDirectory(atPath: folder)
        return (all ?? []).filter { $0.hasSuffix(".jsonl") }.sorted()
    }
}
