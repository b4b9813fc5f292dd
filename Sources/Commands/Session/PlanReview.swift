import CleanupEngine
import CleanupReport

/// A saved plan that a run follows.
struct PlanReview: Sendable {
    /// The path of the plan as it was given.
    let path: String
    /// The SHA-256 of its file, in hexadecimal.
    let digest: String
    /// The plan.
    let plan: SavedPlan
    /// How old it may be when a run begins; one that is resumed had it reviewed in time.
    let maximumAge: Duration
    /// What each loop is held against, in the order of the plan.
    let loops: [ReviewedLoop]
}
