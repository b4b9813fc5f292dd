package import CleanupEngine
package import HumanLoops
package import Support

/// The report in JSON Lines of a run that is resumed, in another place than its journal: the lines of the earlier parts
/// as they are, then what this part adds to both.
///
/// The evidence is a part of it: a copy of results alone would tell of deletes that nothing was written before.
package struct JournalCopy: ReportWriter {
    /// The journal.
    private let file: JournalFile
    /// Where the copy goes.
    private let sink: any ByteSink
    /// How many bytes of the journal are there already.
    private let count: Int
    /// What writes the lines of this part; nil when the run has ended and the copy is whole.
    private var journal: Journal?

    /// Makes a copy.
    ///
    /// - Parameters:
    ///   - file: the journal.
    ///   - count: how many bytes of it are there already.
    ///   - sink: where the copy goes.
    ///   - resumption: what is said at the seam; nil when the run has ended and nothing is added.
    init(of file: JournalFile, from count: Int = 0, to sink: any ByteSink, by resumption: RunResumption?) {
        self.file = file
        self.sink = sink
        self.count = count
        journal = resumption.map { Journal(to: sink, continuing: file.reading.history, by: $0) }
    }

    /// Writes the earlier lines, and the seam.
    package mutating func begin(_ start: RunStart) throws(ReportWriteError) {
        try file.copyWholeLines(to: sink, after: count)
        try journal?.begin(start)
    }

    /// Does nothing: the line is copied.
    package mutating func carry(_ result: LoopResult) {}

    package mutating func note(_ scope: RunScope) throws(ReportWriteError) {
        try journal?.note(scope)
    }

    package mutating func identify(_ loops: [LoopSighting]) throws(ReportWriteError) {
        try journal?.identify(loops)
    }

    package mutating func commit(at now: Timestamp) throws(ReportWriteError) {
        try journal?.commit(at: now)
    }

    package mutating func intend(_ intent: LoopIntent) throws(ReportWriteError) {
        try journal?.intend(intent)
    }

    package mutating func record(_ result: LoopResult) throws(ReportWriteError) {
        try journal?.record(result)
    }

    package mutating func synchronize(at now: Timestamp) throws(ReportWriteError) {
        try journal?.synchronize(at: now)
    }

    /// Writes the end of the run, unless it is copied, and completes the output.
    package mutating func end(_ end: RunEnd) throws(ReportWriteError) {
        if journal == nil { try sink.finish() } else { try journal?.end(end) }
    }
}

/// Where the lines of a report in JSON Lines begin.
package enum JournalLines: Sendable {
    /// With the run.
    case new
    /// With the run, also in a file that holds the torn first line of one: the run that was to be resumed did nothing.
    case anew
    /// With the lines of its journal: the run is resumed, or has ended, which is where there is no resumption.
    case copied(JournalFile, by: RunResumption?)

    /// Makes the writer of a report that no one has begun.
    package func writer(to sink: any ByteSink) -> any ReportWriter {
        switch self {
        case .new, .anew: Journal(to: sink)
        case .copied(let file, let resumption): JournalCopy(of: file, to: sink, by: resumption)
        }
    }

    /// Makes the writer of a report in a file: a new or empty one, or one that an earlier part of the run has begun.
    ///
    /// - Throws: `ReportWriteError` when the file holds anything else, another process writes to it, or it cannot be made.
    package func writer(toFile path: String) throws(ReportWriteError) -> any ReportWriter {
        switch self {
        case .new:
            return Journal(to: try EvidenceFile.create(at: path))
        case .anew:
            return Journal(to: try EvidenceFile.create(at: path, isAnew: true))
        case .copied(let file, let resumption):
            let (sink, count) = try EvidenceFile.create(at: path, orGoOnWithCopyOf: file)
            return JournalCopy(of: file, from: count, to: sink, by: resumption)
        }
    }
}
