import CleanupEngine
import CleanupJournal
import FoundationEssentials
import HumanLoops
import Support

/// The journals of one manifest's runs in the state directory; the newest have the last names.
struct RunJournals: Hashable, Sendable {
    /// Which journal `--resume` continues with.
    enum Resumption: Hashable, Sendable {
        case absent
        /// It may not fit: then it tells why.
        case journal(String)
        /// The manifest was changed, and no run of it as it was has anything left.
        case changed
    }

    /// How many journals are kept in any case, the newest.
    static let keptCount = 20
    /// How long the journal of a run that touched a loop is kept after its end.
    static let keptFor = Duration.seconds(90 * 86_400)

    let folder: String

    /// Finds or makes the folder of a manifest's journals; those of rehearsals are in a folder of their own, so that no
    /// rehearsal is ever resumed as a run.
    init(of name: String, isSimulated: Bool, in state: StateDirectory) throws(CommandFailure) {
        folder = try state.folder(isSimulated ? "\(name)/simulated" : name)
    }

    /// Takes the folder of a manifest's journals as it is, also when it does not exist.
    init(existingOf name: String, in state: StateDirectory) { folder = "\(state.path)/\(name)" }

    /// The path of a new journal: its name comes after all others, also when the clock was set back.
    func path(startedAt: Timestamp, runID: String) -> String {
        "\(folder)/\(name(after: names, startedAt: startedAt, runID: runID)).jsonl"
    }

    /// A file's name, without its extension, that comes after all others of its kind.
    func name(after others: [String], startedAt: Timestamp, runID: String) -> String {
        let newest = others.lazy.compactMap(Self.moment).max().map { $0 + .milliseconds(1) }
        let moment = String(max(startedAt, newest ?? startedAt).description.filter { $0 != "-" && $0 != ":" })
        return "\(moment)-\(runID.prefix(8))"
    }

    /// Nil when this program did not make the name.
    private static func moment(in name: String) -> Timestamp? {
        // 20261122T100000.000Z
        let text = Array(name.prefix(20))
        guard text.count == 20, text[8] == "T", text[19] == "Z" else { return nil }
        let date = [String(text[0..<4]), String(text[4..<6]), String(text[6..<8])].joined(separator: "-")
        let time = [String(text[9..<11]), String(text[11..<13]), String(text[13..<20])].joined(separator: ":")
        return Timestamp(rfc3339: "\(date)T\(time)")
    }

    /// Finds the journal that a run resumes.
    func resumption(of start: RunStart) -> Resumption {
        let summaries = summaries
        if let path = Self.choice(among: summaries, for: start) { return .journal(path) }
        // Where none fits, the newest one tells why.
        guard let newest = paths.first(where: JournalFile.exists) else { return .absent }
        let here = summaries.filter { $0.1.start.calledPlace.agrees(with: start.calledPlace) }
        guard let last = here.first, last.1.start.manifestDigest != start.manifestDigest else {
            return .journal(newest)
        }
        guard let touched = here.first(where: { JournalFile.hasIntent($0.0) }) else { return .changed }
        return touched.0 == last.0 || !touched.1.isClosed ? .journal(touched.0) : .changed
    }

    /// Decides which journal, of the newest first, is resumed: the newest one that fits, but for those of runs that did nothing
    /// while an older one, which did, has not ended by itself; nil when none fits.
    static func choice(among summaries: some Sequence<(String, JournalSummary)>, for start: RunStart) -> String? {
        var newest: String?
        for (path, summary) in summaries where summary.fits(start) {
            if !summary.didNothing { return newest == nil || !summary.isDone ? path : newest }
            newest = newest ?? path
        }
        return newest
    }

    /// The journals of earlier runs of the same name in the same place, the newest first.
    ///
    /// `isOfManifest`: of the same manifest and, where the run follows a plan, of that plan.
    func paths(besides start: RunStart) -> [(path: String, isOfManifest: Bool)] {
        summaries.filter { $0.1.start.name == start.name && $0.1.start.calledPlace.agrees(with: start.calledPlace) }
            .map { ($0.0, start.planDigest == nil ? $0.1.isOfManifest(of: start) : $0.1.fits(start)) }
    }

    /// The journal that a run resumes whose own report is to be another file; nil when none fits.
    func fitting(_ start: RunStart) -> String? { Self.choice(among: summaries, for: start) }

    /// Removes journals that are of no more use.
    func removeOld(now: Timestamp = WallClock.now()) {
        for name in Self.old(names, mayGo: { mayGo("\(folder)/\($0)", at: now) }) {
            // A journal that cannot be removed is in no one's way.
            try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
    }

    /// Decides which of all journals, the oldest first, are removed.
    static func old(_ names: [String], mayGo: (String) -> Bool) -> [String] {
        names.dropLast(keptCount).filter(mayGo)
    }

    /// Whether a journal's run touched no loop, or was completed long ago.
    private func mayGo(_ path: String, at now: Timestamp) -> Bool {
        guard !JournalFile.isInUse(path) else { return false }
        let summary = JournalSummary(at: path)
        guard summary?.hasChanged ?? false || JournalFile.hasIntent(path) else { return true }
        guard let summary, summary.isClosed, let end = summary.end else { return false }
        return now - end.endedAt >= Self.keptFor
    }

    /// The newest first.
    var summaries: [(String, JournalSummary)] {
        paths.compactMap { path in JournalSummary(at: path).map { (path, $0) } }
    }

    /// The newest first.
    var paths: [String] { names.reversed().map { "\(folder)/\($0)" } }

    private var names: [String] { names(endingIn: ".jsonl") }

    /// The names of the files with an extension, the oldest first.
    func names(endingIn end: String) -> [String] {
        let all = try? FileManager.default.contentsOfDirectory(atPath: folder)
        return (all ?? []).filter { $0.hasSuffix(end) }.sorted()
    }
}
