import HumanLoops

/// What one run of a scenario took.
struct Measurement: Sendable {
    /// The seed of the run.
    var seed: UInt64
    /// How many loops it was of.
    var loopCount: Int
    /// When the plan was ready, from the start of the run; zero when there is none.
    var survey: Duration
    /// When the last loop had ended, from the start of the run.
    var makespan: Duration
    /// The least that rates, or latency and width, allow for the calls of the whole run, and at least the longest hold.
    var bound: Duration
    /// The same for the survey and for the sweep, one behind the other.
    var phasedBound: Duration
    /// The calls that the service saw.
    var calls: Traffic
    /// The CPU time of the run, its clock and its service, on average over the repetitions.
    var processorTime: Duration
    /// The CPU time of as many calls of the same service by the same clock, without the engine.
    var bareProcessorTime: Duration
    /// The most memory that was held at once, in mebibytes.
    var peakMebibytes: Double
    /// Why the figures are worth nothing: not every loop was deleted; nil when all were.
    var complaint: String?
}
