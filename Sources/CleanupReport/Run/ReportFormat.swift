package import CleanupJournal
package import Support

/// A format in which a run's report can be had: a row of `allCases`, and a file that makes it.
package struct ReportFormat: Sendable {
    /// What a writer is made for.
    struct Output {
        let sink: any ByteSink
        let layout: TextLayout
        let isFile: Bool
        let lines: JournalLines
    }

    /// What `--report FORMAT=PATH` and `--output FORMAT` call it.
    package let rawValue: String
    /// What a report in a file begins with: by it an earlier one is known, which alone is replaced.
    let mark: OutputMark
    /// Makes the writer of a report.
    let makeWriter: @Sendable (Output) -> any ReportWriter

    /// Makes the writer of a report on standard output or in a file; only text is laid out.
    package func writer(
        to sink: any ByteSink,
        layout: TextLayout,
        isFile: Bool = false,
        lines: JournalLines
    ) -> any ReportWriter {
        makeWriter(Output(sink: sink, layout: layout, isFile: isFile, lines: lines))
    }
}

extension ReportFormat: CaseIterable {
    /// All formats, in the order in which help names them.
    package static let allCases: [ReportFormat] = [.text, .json, .jsonl, .csv]

    /// JSON Lines: the journal, from which the others can be made again.
    package static let jsonl = ReportFormat(rawValue: "jsonl", mark: .journal) { $0.lines.writer(to: $0.sink) }
}

extension ReportFormat: RawRepresentable, Hashable {
    /// Finds a format by its name; nil when there is none.
    package init?(rawValue: String) {
        guard let format = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
        self = format
    }

    package static func == (left: ReportFormat, right: ReportFormat) -> Bool { left.rawValue == right.rawValue }

    package func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}
