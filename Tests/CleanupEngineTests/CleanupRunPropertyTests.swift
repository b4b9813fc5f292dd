import CleanupEngine
import CleanupManifest
import HumanLoops
import Testing
import TestSupport

/// What must hold for every run, whatever goes wrong: schedules of faults, races, signals and full disks, each of a seed.
///
/// A seed that breaks a promise is in the name of the case that fails; `LOOPSWEEP_SEED=N swift test --filter
/// CleanupRunPropertyTests` plays it alone and prints all that happened. `LOOPSWEEP_SEEDS=N` plays so many.
@Suite("CleanupRun: what always holds")
struct CleanupRunPropertyTests {
    @Test("no schedule makes a run break a promise", arguments: ScheduleSeeds.chosen)
    func promises(_ seed: UInt64) {
        let run = ScheduledRun.play(RunSchedule(seed: seed))
        let violations = RunAudit.violations(of: run)
        #expect(violations.isEmpty, "seed \(seed)\(ScheduleSeeds.replay(run))")
    }

    @Test("no kill makes a run that is gone on with break a promise", arguments: ScheduleSeeds.chosenForKills)
    func kills(_ seed: UInt64) throws {
        let killed = try KilledRun.play(RunSchedule(killsOf: seed))
        let violations = RunAudit.violations(of: killed)
        #expect(violations.isEmpty, "seed \(seed)\(ScheduleSeeds.replay(killed.run))")
    }

    @Test("the same seed gives the same run", arguments: 0..<100 as Range<UInt64>)
    func repeatable(_ seed: UInt64) {
        let (first, second) = (ScheduledRun.play(RunSchedule(seed: seed)), ScheduledRun.play(RunSchedule(seed: seed)))
        #expect(first.entries == second.entries)
        #expect(first.end == second.end)
    }
}
