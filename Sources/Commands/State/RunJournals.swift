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

    /// The path of the newest journal that holds anything.
    ///
    /// - Returns: nil when there is none.
    var newest: String? { names.lazy.map { "\(folder)/\($0)" }.last(where: JournalFile.exists) }

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
