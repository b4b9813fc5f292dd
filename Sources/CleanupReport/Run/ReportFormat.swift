package import CleanupJournal
package import Support

/// A format in which a run's report can be had: what `--report FORMAT=PATH` and `--output FORMAT` call it.
package enum ReportFormat: String, CaseIterable, Sendable {
    /// A summary for a person.
    case text
    /// One JSON document.
    case json
    /// JSON Lines: the journal, from which the others can be made again.
    case jsonl
    /// Comma-separated values, for a spreadsheet.
    case csv

    /// What a report in a file begins with: by it an earlier one is known, which alone is replaced.
    package var mark: OutputMark {
        switch self {
        case .text: OutputMark(bytes: Array("Report by loopsweep ".utf8), kind: "report in text")
        case .json:
            OutputMark(bytes: Array("{\"schema\":\(ReportSchema.version),\n\"run\":".utf8), kind: "report in JSON")
        case .jsonl: .journal
        case .csv: OutputMark(bytes: CSVReportWriter.mark, kind: "report in CSV")
        }
    }

    /// Makes the writer of a report on standard output or in a file; only text is laid out.
    ///
    /// `isResult` leaves text out that would say no more than the line with which a run ends that never began.
    package func writer(
        to sink: any ByteSink,
        layout: TextLayout,
        isFile: Bool = false,
        isResult: Bool = false,
        lines: JournalBeginning
    ) -> any ReportWriter {
        switch self {
        case .text: TextReportWriter(sink: sink, layout: layout, isFile: isFile, isResult: isResult)
        case .json: JSONReportWriter(sink: sink)
        case .jsonl: lines.writer(to: sink)
        case .csv: CSVReportWriter(sink: sink)
        }
    }
}
