import CleanupEngine
import CleanupJournal
import CleanupReport
import HumanLoops
import Support

/// The result on standard output: the chosen format, except that a run that never began leaves it to the error line.
struct ResultWriter: ReportWriter {
    private var writer: any ReportWriter
    private let isText: Bool

    /// Makes the writer of standard output, in a format in which a report can be had.
    init(_ format: ReportFormat, layout: TextLayout, to sink: any ByteSink, lines: JournalLines) {
        isText = format == .text
        writer = format.writer(to: sink, layout: layout, lines: lines)
    }

    mutating func write(_ event: RunEvent) throws(ReportWriteError) {
        if isText, case .end(let end) = event, end.calls.stop + end.calls.delete == 0,
            end.stopReason?.isBeforeTheStart ?? false
        {
            return
        }
        try writer.write(event)
    }

    mutating func commit(at now: Timestamp) throws(ReportWriteError) {
        try writer.commit(at: now)
    }

    mutating func synchronize(at now: Timestamp) throws(ReportWriteError) {
        try writer.synchronize(at: now)
    }
}
