/// The formats in which a run's report can be had.
package enum ReportFormat: String, CaseIterable, Sendable {
    /// A summary for a person.
    case text
    /// One JSON document.
    case json
    /// JSON Lines: the journal, from which the others can be made again.
    case jsonl
    /// Comma-separated values, for a spreadsheet.
    case csv
}
