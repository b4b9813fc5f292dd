/// The version of what this product's JSON means: within one, keys are added, never renamed or removed.
enum ReportSchema {
    /// The number that every line and document carries as `schema`.
    static let version = 1
}
