import CleanupEngine
import CleanupJournal
import CleanupReport
import HumanLoops
import Support

/// The result on standard output: the chosen format, except that a run that never began leaves it to the error line.
struct ResultWriter: ReportWriter {
    private var writer: any ReportWriter
    private let isText: Bool

    init(_ format: PlanFormat, layout: TextLayout, to sink: any ByteSink, lines: JournalLines) {
        isText = format == .text
        switch format {
        case .text: writer = TextReportWriter(to: sink, layout: layout)
        case .json: writer = JSONReportWriter(to: sink)
        case .jsonl: writer = lines.writer(to: sink)
        }
    }

    mutating func write(_ event: RunEvent) throws(ReportWriteError) {
        if isText, case .end(let end) = event, end.calls.stop + end.calls.delete == 0,
            end.halt?.isBeforeTheStart ?? false
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
