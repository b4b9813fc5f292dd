package import CleanupEngine
package import CleanupManifest
package import HumanLoops
package import Support

/// Writes a manifest of the loops that a run leaves to do, when it has ended: those that are deferred, failed, or had no
/// turn.
///
/// Each is expected to be the very loop that was seen, and a duplicate goes with the loop that was kept in its place. A loop that
/// no one has seen is not followed up, and one that is kept in the place of others never is.
///
/// When none is left no manifest is written, and that of an earlier run is removed, so that no one follows it up. When the
/// run ended before it could change anything, what is there stays: the manifest is what is left, and one without the loops
/// that are missing would pass a guard that refuses them. Nothing is written over but an unedited follow-up of the same
/// manifest.
package struct FollowUpWriter: ReportWriter {
    /// The path of the manifest, links followed.
    private let path: String
    private let manifest: CleanupManifest
    /// What makes it: a product and its version.
    private let maker: String
    /// Where it is written, until it takes its place.
    private let sink: any ByteSink
    /// Which run it is of; nil before the run begins.
    private var start: RunStart?
    /// What told first which loops the names stand for that have no result yet.
    private var sightings: [HumanLoopName: LoopSighting] = [:]
    private var left: [FollowUpLoop] = []
    /// The loops that are kept in the place of others.
    private var kept: Set<HumanLoopName>
    private var unseenCount = 0
    /// Is told how many loops the manifest names that was written; 0 when nothing is left, and none was.
    private let whenWritten: @Sendable (Int) -> Void

    /// Prepares the file; loops that others keep in the place of duplicates (`kept`) are never named.
    ///
    /// The path must lead to none of the files that the run reads. Nothing is there, or an unedited follow-up of the manifest.
    package init(
        path: String,
        of manifest: CleanupManifest,
        keeping kept: Set<HumanLoopName> = [],
        reading files: [String] = [],
        by maker: String,
        whenWritten: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws(ReportWriteError) {
        let calls = SystemCalls()
        try ReplacedFile.refuse(path, reading: manifest.sources + files)
        guard FollowUpFile.isFree(path, for: manifest.name) else {
            throw ReportWriteError(path: path, problem: .holdsOther)
        }
        self.path = calls.target(ofPath: path)?.isRegular ?? false ? calls.resolved(path) : path
        self.manifest = manifest
        self.maker = maker
        self.whenWritten = whenWritten
        self.kept = kept.union(manifest.settings.lazy.compactMap(\.keptInstead?.name))
        sink = try ReplacedFile.create(at: self.path, replacing: nil)
    }

    package mutating func write(_ event: RunEvent) throws(ReportWriteError) {
        switch event {
        case .start(let start): self.start = start
        case .result(let result), .carried(let result): record(result)
        case .end(let end): try self.end(end)
        case .identities(let loops): identify(loops)
        case .resumption, .listing, .scope, .intent: break
        }
    }

    private mutating func identify(_ loops: [LoopSighting]) {
        for loop in loops {
            if let keptInstead = loop.keptInstead { kept.insert(keptInstead.name) }
            if sightings[loop.name] == nil { sightings[loop.name] = loop }
        }
    }

    private mutating func record(_ result: LoopResult) {
        let sighting = sightings.removeValue(forKey: result.name)
        if let keptInstead = result.keptInstead ?? sighting?.keptInstead { kept.insert(keptInstead.name) }
        switch result.outcome {
        case .deferred, .failed, .notAttempted:
            if let loop = FollowUpLoop(result, sighting) { left.append(loop) } else { unseenCount += 1 }
        case .deleted, .alreadyGone, .kept, .refused:
            break
        }
    }

    /// Writes the manifest, or removes that of an earlier run.
    private mutating func end(_ end: RunEnd) throws(ReportWriteError) {
        guard let start else { preconditionFailure("end without begin") }
        guard end.hasBegunSweep else { return }
        let followUp = FollowUpManifest(manifest, left.filter { !kept.contains($0.name) })
        if followUp.isEmpty, unseenCount > 0 { return }
        // Someone may have written there meanwhile.
        guard FollowUpFile.isFree(path, for: manifest.name) else {
            throw ReportWriteError(path: path, problem: .holdsOther)
        }
        guard !followUp.isEmpty else {
            if SystemCalls().target(ofPath: path)?.isRegular ?? false { SystemCalls().remove(path) }
            whenWritten(0)
            return
        }
        let run = YAMLText.comment("\(start.runID) of \(start.manifestPath)")
        let heading = "\(FollowUpFile.mark)\(maker) at \(end.endedAt): what run \(run) left.\n"
        var digest = ContentDigest()
        try write(followUp) { digest.update(Array($0.utf8)) }
        try sink.write(heading + FollowUpFile.seal(of: manifest.name, digest.hexadecimal))
        try write(followUp) { text throws(ReportWriteError) in try sink.write(text) }
        try sink.finish()
        whenWritten(followUp.count)
    }

    private func write(
        _ followUp: FollowUpManifest,
        _ put: (String) throws(ReportWriteError) -> Void
    ) throws(ReportWriteError) {
        try put(
            "# Each loop is expected to be the very one that was seen, so that a later one of its name is refused.\n"
        )
        if unseenCount > 0 {
            let count = CountText.counted(unseenCount, "more loop")
            let verb = unseenCount == 1 ? "is" : "are"
            try put(
                "# \(count) that this run has not seen \(verb) left and not named here: use the run's own manifest, or --resume.\n"
            )
        }
        try followUp.write(put)
    }
}

/// A follow-up as a file: what it begins with, and how it is known whether someone has edited it.
///
/// The first line is a mark, the second one names the manifest and holds the SHA-256 of all lines below.
package enum FollowUpFile {
    /// What a follow-up begins with, by which it is known.
    static let mark = "# Follow-up by "

    /// Whether a file begins as a follow-up does, edited or not.
    package static func isFollowUp(_ path: String) -> Bool {
        SystemCalls().beginning(of: path, count: mark.utf8.count) == Array(mark.utf8)
    }

    /// The second line, with its line feed.
    static func seal(of name: String, _ digest: String) -> String {
        "# It is of the manifest \(YAMLText.quoted(name)); the SHA-256 of all lines below is \(digest)\n"
    }

    /// Finds out whether a path may be written to: nothing is there, or an unedited follow-up of the same manifest, or what is
    /// no file and keeps nothing.
    static func isFree(_ path: String, for name: String) -> Bool {
        guard let status = SystemCalls().target(ofPath: path) else {
            // A link to a file that does not exist is another's.
            return (try? SystemCalls().status(ofPath: path)) == nil
        }
        return !status.isRegular || status.size == 0 || isUnedited(path, of: name)
    }

    /// Finds out whether a file is a follow-up of a manifest that is still as it was written.
    static func isUnedited(_ path: String, of name: String) -> Bool {
        let calls = SystemCalls()
        guard let descriptor = try? calls.open(path, .reading) else { return false }
        defer { calls.close(descriptor) }
        guard var piece = try? calls.read(descriptor, at: 0, count: JournalReading.pieceSize),
            piece.starts(with: mark.utf8)
        else { return false }
        let lines = piece.split(separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
        guard lines.count == 3 else { return false }
        var (digest, offset) = (ContentDigest(), piece.count)
        piece = Array(lines[2])
        repeat {
            digest.update(piece)
            guard let next = try? calls.read(descriptor, at: offset, count: JournalReading.pieceSize) else {
                return false
            }
            piece = next
            offset += piece.count
        } while !piece.isEmpty
        return seal(of: name, digest.hexadecimal).utf8.elementsEqual(lines[1] + [UInt8(ascii: "\n")])
    }
}
