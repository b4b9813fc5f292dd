/// The formats in which plan, verify and doctor show what they found; a run has `ReportFormat`.
package enum ResultFormat: String, CaseIterable, Sendable {
    case text
    case json
    /// JSON Lines: one line for each loop, and one for the counts.
    case jsonl
}
