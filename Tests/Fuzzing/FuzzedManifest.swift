import CleanupEngine
import CleanupManifest
import HumanLoops
import YAML

/// The manifest that made-up journals, plans and answers are about.
enum FuzzedManifest {
    /// The flow definition of its rules.
    static let flowDefinition = "arn:aws:sagemaker:us-east-1:123456789012:flow-definition/f"

    /// The manifest: named loops, a rule about one status, and a rule about duplicates.
    static let manifest: CleanupManifest = {
        let text = """
            apiVersion: loopsweep/v1
            kind: HumanLoopCleanup
            metadata: {name: m, labels: {team: review}}
            target: {account: "123456789012", region: us-east-1}
            guards: {maxLoops: 100, maxMissing: 100%}
            execution:
              concurrency: 1
              retry: {maxAttempts: 3}
              stopWait: {timeout: 5m, pollInitial: 1s, pollMax: 1m}
              deadline: 30m
            loops:
              - a
              - c
              - {name: b, reason: no longer needed, status: [InProgress], expect: {flowDefinition: \(flowDefinition)}}
              - name: d
                keptInstead: {name: e, status: Completed, creationTime: 2026-11-01T00:00:00Z}
            select:
              - {flowDefinition: \(flowDefinition), status: [InProgress], matching: "^r"}
              - {flowDefinition: \(flowDefinition), duplicatesBy: "^(dup)-[0-9]+$", keep: oldest}
            """
        guard let decoding = try? ManifestDecoder().decode(MemoryByteSource(text), file: "fuzz.yaml"),
            let manifest = decoding.manifests.first
        else { fatalError("the manifest has errors") }
        return manifest
    }()

    /// The beginning of a run of the manifest.
    static let start: RunStart = {
        var start = RunStart(
            runID: "r1",
            version: "1",
            name: manifest.name,
            manifestPath: "fuzz.yaml",
            account: "123456789012",
            region: "us-east-1",
            endpoint: "https://a2i.example",
            loopCount: manifest.loops.count,
            startedAt: Timestamp(millisecondsSinceEpoch: 1_795_341_600_000)
        )
        start.manifestDigest = "d1"
        return start
    }()

    /// Checks that a manifest which was written by this product is one without errors.
    ///
    /// Where made-up results have one name stand for two kept loops (E066), or a loop be of another account than the run's
    /// (E055), the manifest is rightly refused for it.
    static func check(_ bytes: [UInt8]) {
        OutputCheck.text(bytes)
        guard let decoding = try? ManifestDecoder().decode(MemoryByteSource(bytes), file: "written.yaml") else {
            fatalError("memory cannot fail")
        }
        let problems = decoding.diagnostics.filter { problem in
            problem.severity == .error && !["E055", "E066"].contains(problem.code.rawValue)
        }
        guard let problem = problems.first else { return }
        fatalError("a manifest that was written has an error: \(problem.position) \(problem.message)")
    }
}
