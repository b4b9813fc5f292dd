import CleanupEngine
import CleanupReport
import FoundationEssentials
import HumanLoops

/// The journals of one manifest's runs in the state directory; the newest have the last names.
struct RunJournals: Hashable, Sendable {
    /// Which journal `--resume` continues with.
    enum Resumption: Hashable, Sendable {
        /// There is none.
        case absent
        /// The one at a path, which may not fit: then it tells why.
        case journal(String)
        /// None: the manifest was changed, and no run of it as it was has anything left.
        case changed
    }

    /// How many journals are kept in any case, the newest.
    static let keptCount = 20
    /// How long the journal of a run that touched a loop is kept after its end.
    static let keptFor = Duration.seconds(90 * 86_400)

    /// Their folder.
    let folder: String

    /// Finds or makes the folder of a manifest's journals; those of rehearsals lie in a folder of their own, so that no
    /// rehearsal is ever resumed as a run.
    ///
    /// - Throws: `CommandFailure` when it cannot be made.
    init(of name: String, isSimulated: Bool, in state: StateDirectory) throws(CommandFailure) {
        folder = try state.folder(isSimulated ? "\(name)/simulated" : name)
    }

    /// Takes the folder of a manifest's journals as it is, also when there is none.
    init(existingOf name: String, in state: StateDirectory) {
        folder = "\(state.path)/\(name)"
    }

    /// The path of a new journal: its name comes after all others, also when the clock was set back.
    func path(startedAt: Timestamp, runID: String) -> String {
        let newest = names.lazy.compactMap(Self.moment).max().map { $0 + .milliseconds(1) }
        let moment = String(max(startedAt, newest ?? startedAt).description.filter { $0 != "-" && $0 != ":" })
        return "\(folder)/\(moment)-\(runID.prefix(8)).jsonl"
    }

    /// The moment in a journal's name; nil when it is not one that this product made.
    private static func moment(in name: String) -> Timestamp? {
        // 20261122T100000.000Z
        let text = Array(name.prefix(20))
        guard text.count == 20, text[8] == "T", text[19] == "Z" else { return nil }
        let date = [String(text[0..<4]), String(text[4..<6]), String(text[6..<8])].joined(separator: "-")
        let time = [String(text[9..<11]), String(text[11..<13]), String(text[13..<20])].joined(separator: ":")
        return Timestamp(rfc3339: "\(date)T\(time)")
    }

    /// Finds the journal that a run continues with.
    ///
    /// - Parameter start: what is said of that run.
    /// - Returns: the journal, or why there is none.
    func resumption(of start: RunStart) -> Resumption {
        let glances = glances
        if let path = Self.choice(among: glances, for: start) { return .journal(path) }
        // Where none fits, the newest one tells why.
        guard let newest = paths.first(where: JournalFile.exists) else { return .absent }
        let here = glances.filter { $0.1.start.savedPlace.agrees(with: start.savedPlace) }
        guard let last = here.first, last.1.start.manifestDigest != start.manifestDigest else {
            return .journal(newest)
        }
        guard let touched = here.first(where: { JournalFile.hasIntent($0.0) }) else { return .changed }
        return touched.0 == last.0 || !touched.1.isClosed ? .journal(touched.0) : .changed
    }

    /// Decides which journal is resumed: the newest one that fits, but for those of runs that did nothing while an
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

    /// Finds the journals of earlier runs of the same name in the same place.
    ///
    /// - Parameter start: what is said of a run.
    /// - Returns: their paths, and whether each is of the same manifest and, where the run follows a plan, of that; the newest
    ///   first.
    func paths(besides start: RunStart) -> [(path: String, isOfManifest: Bool)] {
        glances.filter { $0.1.start.name == start.name && $0.1.start.savedPlace.agrees(with: start.savedPlace) }
            .map { ($0.0, start.planDigest == nil ? $0.1.isOfManifest(of: start) : $0.1.fits(start)) }
    }

    /// Finds the journal that a run continues with whose own report is to be another file.
    ///
    /// - Returns: its path; nil when no journal fits.
    func fitting(_ start: RunStart) -> String? { Self.choice(among: glances, for: start) }

    /// Removes journals that are of no more use.
    ///
    /// - Parameter now: the moment it is.
    func removeOld(now: Timestamp = WallClock.now()) {
        for name in Self.old(names, mayGo: { mayGo("\(folder)/\($0)", at: now) }) {
            // A journal that cannot be removed is in no one's way.
            try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
    }

    /// Decides which journals go.
    ///
    /// - Parameters:
    ///   - names: the names of all journals, the oldest first.
    ///   - mayGo: whether the journal of a name is of no more use.
    /// - Returns: the names of those that go.
    static func old(_ names: [String], mayGo: (String) -> Bool) -> [String] {
        names.dropLast(keptCount).filter(mayGo)
    }

    /// Decides whether a journal is of no more use: its run has touched no loop, or has closed its books long ago.
    private func mayGo(_ path: String, at now: Timestamp) -> Bool {
        guard !JournalFile.isInUse(path) else { return false }
        let glance = JournalGlance(at: path)
        let hasChanged = glance?.hasChanged ?? false || JournalFile.hasIntent(path)
        return !hasChanged || Self.isOver(glance, at: now)
    }

    /// Whether the books of a run were closed long ago.
    private static func isOver(_ glance: JournalGlance?, at now: Timestamp) -> Bool {
        guard let glance, glance.isClosed, let end = glance.end else { return false }
        return now - end.endedAt >= keptFor
    }

    /// What the journals say of themselves, the newest first.
    private var glances: [(String, JournalGlance)] {
        paths.compactMap { path in JournalGlance(at: path).map { (path, $0) } }
    }

    /// The paths of all journals, the newest first.
    private var paths: [String] { names.reversed().map { "\(folder)/\($0)" } }

    /// The names of all journals, the oldest first.
    private var names: [String] {
        let all = try? FileManager.default.contentsOfDirectory(atPath: folder)
        return (all ?? []).filter { $0.hasSuffix(".jsonl") }.sorted()
    }
}
