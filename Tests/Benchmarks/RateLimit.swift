/// How fast a service lets one operation be called.
struct RateLimit: Hashable, Sendable {
    /// Calls a second in the long run.
    let callsPerSecond: Double
    /// How many may come at once after a pause.
    let burst: Double
}
