import CleanupEngine
import CleanupJournal
import FoundationEssentials
import HumanLoops
import Support

/// Pointers to the journals that `--report jsonl=PATH` put elsewhere: by them a later run knows of an unfinished one.
extension RunJournals {
    private static let pointerExtension = ".elsewhere"

    /// Notes where the journal of a run that begins is; nothing is lost when the note cannot be written.
    func point(to journalPath: String, of start: RunStart) {
        let pointers = names(endingIn: Self.pointerExtension)
        let name = name(after: pointers, startedAt: start.startedAt, runID: start.runID)
        var json = JSONWriter()
        json.line("journal_pointer") { $0.member("path", verbatim: Self.absolute(journalPath)) }
        let path = "\(folder)/\(name)\(Self.pointerExtension)"
        guard let sink = try? ReplacedFile.create(at: path, replacing: nil, permissions: 0o600) else { return }
        try? sink.write(json.take())
        try? sink.finish()
        for old in pointers.dropLast(Self.keptCount) {
            let target = target(of: old)
            guard target.map({ JournalSummary(at: $0)?.isClosed ?? true }) ?? true else { continue }
            SystemCalls().remove("\(folder)/\(old)")
        }
    }

    /// The journals elsewhere that are still there, the newest first.
    var elsewhere: [(path: String, summary: JournalSummary)] {
        names(endingIn: Self.pointerExtension).reversed().compactMap { name in
            target(of: name).flatMap { path in JournalSummary(at: path).map { (path, $0) } }
        }
    }

    /// The journals in the folder, and those elsewhere.
    var hereAndElsewhere: [(path: String, summary: JournalSummary)] {
        summaries.map { (path: $0.0, summary: $0.1) } + elsewhere
    }

    /// The newest run of the same manifest, plan and place that changed something and did not end by itself; nil when the
    /// newest one did, or a process is still writing to its journal.
    func unfinished(besides start: RunStart) -> JournalSummary? {
        let newest = hereAndElsewhere.filter { $0.summary.fits(start) && !$0.summary.didNothing }
            .max { $0.summary.start.startedAt < $1.summary.start.startedAt }
        guard let newest, !newest.summary.isDone, !JournalFile.isInUse(newest.path) else { return nil }
        return newest.summary
    }

    /// The runs of the same name and place, the newest first, that stopped loops and left them, and whose journals are elsewhere.
    func stoppedElsewhere(besides start: RunStart) -> [(path: String, summary: JournalSummary)] {
        elsewhere.filter { _, summary in
            guard summary.hasChanged, summary.start.name == start.name,
                summary.start.calledPlace.agrees(with: start.calledPlace)
            else { return false }
            return summary.end.map { $0.calls.stop > 0 && !summary.isClosed } ?? true
        }
    }

    private func target(of pointer: String) -> String? {
        struct Pointer: Decodable { let path: String }
        let bytes = SystemCalls().beginning(of: "\(folder)/\(pointer)", count: 65_536)
        return (try? JSONDecoder().decode(Pointer.self, from: Data(bytes)))?.path
    }

    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
    }
}
