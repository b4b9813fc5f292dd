import FoundationEssentials

/// Which schedules are played: those of the first seeds, of as many as the environment says, or of one.
enum ScheduleSeeds {
    /// How many are played when the environment does not say.
    private static let usualCount: UInt64 = 2_000
    /// The one seed that is to be played; nil for many.
    private static let single = number("LOOPSWEEP_SEED")

    /// The seeds.
    static var chosen: Range<UInt64> { single.map { $0..<$0 + 1 } ?? 0..<(number("LOOPSWEEP_SEEDS") ?? usualCount) }

    /// The seeds of runs whose processes are killed: fewer, because each is several runs.
    static var chosenForKills: Range<UInt64> { single == nil ? 0..<chosen.upperBound / 4 : chosen }

    /// All that happened in a run that is played alone; for one of many, how it is played alone.
    static func replay(_ run: ScheduledRun) -> String {
        guard single != nil else { return "; LOOPSWEEP_SEED=\(run.schedule.seed) plays it alone" }
        return "\n\(run.schedule)\n" + run.entries.map { "\($0)" }.joined(separator: "\n")
    }

    /// A number of the environment.
    ///
    /// - Returns: nil when there is none.
    private static func number(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }
}
