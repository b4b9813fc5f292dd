/// A figure that a scenario must hold.
struct Target: Sendable {
    /// What it is, such as `makespan / bound`.
    let name: String
    /// The most it may be.
    let limit: Double
    /// Takes it from what was measured.
    let figure: @Sendable (Measurement) -> Double

    /// The time of the whole run, as a multiple of the least that the service's rates allow for the calls made.
    static func makespan(_ limit: Double) -> Target {
        Target(name: "makespan / bound", limit: limit) { $0.makespan / $0.bound }
    }

    /// The same where the sweep follows on the survey: of the least for each of the two.
    static func phasedMakespan(_ limit: Double) -> Target {
        Target(name: "makespan / bound of survey and sweep", limit: limit) { $0.makespan / $0.phasedBound }
    }

    /// The calls of the whole run, for each loop.
    static func callsPerLoop(_ limit: Double) -> Target {
        Target(name: "calls / loop", limit: limit) { Double($0.calls.total) / Double($0.loopCount) }
    }

    /// The part of the calls that was throttled.
    static func throttledShare(_ limit: Double) -> Target {
        Target(name: "throttled share", limit: limit) { Double($0.calls.throttled) / Double(max(1, $0.calls.total)) }
    }

    /// The most memory that was held at once, in mebibytes.
    static func peakMebibytes(_ limit: Double) -> Target {
        Target(name: "peak memory in MiB", limit: limit) { $0.peakMebibytes }
    }
}
