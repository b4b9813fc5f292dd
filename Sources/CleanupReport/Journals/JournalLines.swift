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
    func writer(toFile path: String) throws(ReportWriteError) -> any ReportWriter {
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
