package import CleanupEngine
package import CleanupManifest

/// Writes a manifest of the loops that a run leaves to do, when it has ended: those that are deferred, failed, or had no
/// turn, but for duplicates that nothing was done with.
///
/// When none is left no manifest is written, and that of an earlier run is removed, so that nobody follows it up. When the
/// run ended before it could change anything, what is there stays: the manifest is what is left, and one without the loops
/// that are missing would pass a guard that refuses them. A file that is no follow-up of this product is never written over.
package struct FollowUpWriter: ReportWriter {
    /// What a follow-up begins with, by which it is known.
    static let mark = "# Follow-up by "

    /// The path of the manifest.
    private let path: String
    /// The manifest of the run.
    private let manifest: CleanupManifest
    /// What makes it: a product and its version.
    private let maker: String
    /// Where it is written, until it takes its place.
    private let sink: any ByteSink
    /// Which run it is of; nil before the run begins.
    private var start: RunStart?
    /// The loops that are left so far.
    private var left: [FollowUpLoop] = []

    /// Prepares the file.
    ///
    /// - Parameters:
    ///   - path: the path of the manifest to be.
    ///   - manifest: the manifest of the run, with the rules that its loops were found by.
    ///   - maker: what makes it: a product and its version.
    /// - Throws: `ReportWriteError` when there is another file, or none can be made.
    package init(path: String, of manifest: CleanupManifest, by maker: String) throws(ReportWriteError) {
        let beginning = SystemCalls().beginning(of: path, count: Self.mark.utf8.count)
        guard beginning.isEmpty || beginning == Array(Self.mark.utf8) else {
            throw ReportWriteError(path: path, problem: .holdsOther)
        }
        self.path = path
        self.manifest = manifest
        self.maker = maker
        sink = try ReplacedFile.create(at: path)
    }

    /// Takes note of the run.
    package mutating func begin(_ start: RunStart) {
        self.start = start
    }

    /// Takes note of a loop that is left.
    package mutating func record(_ result: LoopResult) {
        switch result.outcome {
        case .deferred, .failed, .notAttempted:
            // A duplicate that nothing was done with is left to its rule, which finds out again which loop stays.
            if result.stays == nil || result.wasTouched { left.append(FollowUpLoop(result)) }
        case .deleted, .alreadyGone, .kept, .refused:
            break
        }
    }

    /// Writes the manifest, or removes that of an earlier run.
    package mutating func end(_ end: RunEnd) throws(ReportWriteError) {
        guard let start else { preconditionFailure("end without begin") }
        guard end.hasBegunSweep else { return }
        guard !left.isEmpty else { return SystemCalls().remove(path) }
        let heading = """
            \(Self.mark)\(maker) at \(end.endedAt): what run \(start.runID) of \(YAMLText.comment(start.manifestPath)) left.
            # Each loop is expected to be the very one that was seen, so that a later one of its name is refused.

            """
        try sink.write(heading)
        try FollowUpManifest(manifest, left).write(to: sink)
        try sink.finish()
    }
}
