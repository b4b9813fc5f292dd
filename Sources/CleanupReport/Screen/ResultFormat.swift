/// The formats in which plan, verify and doctor show what they found; a run shows any `ReportFormat`.
package enum ResultFormat: String, CaseIterable, Sendable {
    /// A table for a person.
    case text
    /// One JSON document.
    case json
    /// JSON Lines: one line for each loop, and one for the counts.
    case jsonl
}
