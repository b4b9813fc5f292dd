import CleanupEngine
import HumanLoops

extension RunEnd {
    /// Makes the end of a run of half an hour; what matters to a test is given.
    static func sample(
        _ outcomes: KeyValuePairs<LoopOutcome, Int> = [:],
        exitCode: ExitCode = .success,
        halt: RunHalt? = nil,
        hasBegunSweep: Bool = true,
        after duration: Duration = .milliseconds(1_864_250)
    ) -> RunEnd {
        var counts = OutcomeCounts()
        for (outcome, count) in outcomes { counts[outcome] = count }
        var calls = CallCounts()
        calls.describe = 3_000
        calls.stop = 5
        calls.delete = 1_200
        calls.throttled = 12
        return RunEnd(
            loopCount: counts.total,
            outcomes: counts,
            calls: calls,
            halt: halt,
            hasBegunSweep: hasBegunSweep,
            exitCode: exitCode,
            startedAt: .sample,
            endedAt: .sample + duration
        )
    }
}
