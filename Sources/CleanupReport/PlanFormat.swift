/// The formats in which a plan can be had.
package enum PlanFormat: String, CaseIterable, Sendable {
    /// A table for a person.
    case text
    /// One JSON document.
    case json
    /// JSON Lines: one line for the plan, one for each loop, one for the counts.
    case jsonl
}
