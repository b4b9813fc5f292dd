import CleanupEngine
import CleanupReport
import HumanLoops

/// The result on standard output: the chosen format, except that a run that never began leaves it to the error line.
struct ResultWriter: ReportWriter {
    /// What writes the format.
    private var writer: any ReportWriter
    /// Whether the format is for a person.
    private let isText: Bool

    /// Makes the writer of standard output.
    ///
    /// - Parameters:
    ///   - format: the format.
    ///   - layout: how text is laid out.
    ///   - sink: standard output.
    ///   - lines: where a report in JSON Lines begins.
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

extension RunHalt {
    /// Whether the service was not there, did not let the caller in, or could not tell which loops there are.
    var isNoService: Bool {
        switch self {
        case .credentials, .unreachable, .selection: true
        case .guards, .failures, .noConsent, .interrupted, .deadline, .evidence: false
        }
    }

    /// Whether one line says all there is to say: there was no service, or no consent.
    var isBeforeTheStart: Bool { isNoService || self == .noConsent }
}
