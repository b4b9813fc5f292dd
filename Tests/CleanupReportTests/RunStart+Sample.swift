import CleanupEngine
import HumanLoops

extension RunStart {
    /// Makes the start of a run; what matters to a test is given.
    static func sample(
        loopCount: Int = 2_000,
        manifestPath: String = "cleanup.yaml",
        account: String? = "123456789012"
    ) -> RunStart {
        RunStart(
            runID: "run-1",
            version: "1.2.3",
            name: "dup-batch-2026-11",
            manifestPath: manifestPath,
            account: account,
            region: "us-east-1",
            endpoint: "https://a2i.example",
            loopCount: loopCount,
            startedAt: .sample
        )
    }
}
