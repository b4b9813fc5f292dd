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

    mutating func begin(_ start: RunStart) throws(ReportWriteError) {
        try writer.begin(start)
    }

    mutating func carry(_ result: LoopResult) throws(ReportWriteError) {
        try writer.carry(result)
    }

    mutating func note(_ scope: RunScope) throws(ReportWriteError) {
        try writer.note(scope)
    }

    mutating func identify(_ loops: [LoopSighting]) throws(ReportWriteError) {
        try writer.identify(loops)
    }

    mutating func commit(at now: Timestamp) throws(ReportWriteError) {
        try writer.commit(at: now)
    }

    mutating func intend(_ intent: LoopIntent) throws(ReportWriteError) {
        try writer.intend(intent)
    }

    mutating func record(_ result: LoopResult) throws(ReportWriteError) {
        try writer.record(result)
    }

    mutating func synchronize(at now: Timestamp) throws(ReportWriteError) {
        try writer.synchronize(at: now)
    }

    mutating func end(_ end: RunEnd) throws(ReportWriteError) {
        if isText, end.calls.stop + end.calls.delete == 0, end.halt?.isBeforeTheStart ?? false { return }
        try writer.end(end)
    }
}
