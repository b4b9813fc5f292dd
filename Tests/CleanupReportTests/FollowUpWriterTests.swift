import CleanupEngine
import CleanupManifest
import HumanLoops
import TestSupport
import Testing
import YAMLEvents
import YAMLReading

@testable import CleanupReport

/// The manifest of what a run leaves.
@Suite("FollowUpWriter")
struct FollowUpWriterTests {
    /// A manifest with everything that a manifest can say.
    private static var manifest: CleanupManifest {
        var manifest = CleanupManifest(
            name: "123",
            target: CleanupTarget(account: "123456789012", region: "us-east-1"),
            guards: CleanupGuards(
                maxLoops: 9,
                maxStops: 5,
                maxMissing: .share(basisPoints: 750),
                minAge: .seconds(3_600),
                maxFailures: .count(3),
                protect: ProtectedLoops(names: [NamePattern("golden-*")], flowDefinitionARNs: [])
            ),
            execution: ExecutionSettings(concurrency: 8, callsPerSecond: 0.00001, deadline: .seconds(7_200)),
            settings: [
                LoopSettings(),
                LoopSettings(
                    reason: "it's \"broken\"\n\u{1B}[2J",
                    onInProgress: .skip,
                    onCompleted: .keep,
                    onFailed: .keep,
                    onMissing: .fail
                ),
            ],
            loops: [
                LoopEntry(name: .sample("1e5"), line: 3),
                LoopEntry(
                    name: .sample("dup-2"),
                    arn: "arn:aws:sagemaker:us-east-1:123456789012:human-loop/dup-2",
                    settings: 1,
                    line: 4
                ),
                LoopEntry(name: .sample("gone"), line: 5),
            ],
            details: ManifestDetails(owner: "ml", labels: [ManifestLabel(key: "team", value: "a: b")])
        )
        manifest.selections = [
            SelectionRule(
                flowDefinitionARN: HumanLoop.sampleFlowDefinition,
                statuses: [.inProgress],
                settings: 0,
                line: 9
            )
        ]
        return manifest
    }

    /// How a loop was left.
    private static func result(_ name: String, _ outcome: LoopOutcome, line: Int) -> LoopResult {
        var result = LoopResult(name: .sample(name), outcome: outcome, manifestLine: line, endedAt: .sample)
        result.creationTime = HumanLoop.sampleCreation
        result.flowDefinitionARN = HumanLoop.sampleFlowDefinition
        result.problem = LoopProblem(code: "StillWaiting", message: "still # there\nkey: x")
        return result
    }

    /// Writes the follow-up of results to a path.
    private static func write(_ results: [LoopResult], hasBegunSweep: Bool = true, to path: String) throws {
        var writer = try FollowUpWriter(path: path, of: manifest, by: "loopsweep 9")
        writer.begin(.sample())
        for result in results { writer.record(result) }
        try writer.end(.sample(hasBegunSweep: hasBegunSweep))
    }

    @Test("each loop that is left has its settings, and is expected to be the very one that was seen")
    func whole() throws {
        try TemporaryDirectory.lend { directory in
            let results = [
                Self.result("dup-2", .failed, line: 4), Self.result("1e5", .deferred, line: 3),
                Self.result("gone", .deleted, line: 5), Self.result("found", .notAttempted, line: 9),
            ]
            try Self.write(results, to: directory.file("next.yaml"))
            let text = try #require(directory.contents(of: "next.yaml"))
            #expect(text.hasPrefix("# Follow-up by loopsweep 9 at "))
            #expect(text.contains("  # deferred: StillWaiting: still # there?key: x\n"))
            let decoding = try ManifestDecoder().decode(MemoryByteSource(text), file: "next.yaml")
            #expect(decoding.log.diagnostics.isEmpty, "\(decoding.log.diagnostics.map(\.message)) \(text)")
            let manifest = try #require(decoding.manifests.first)
            #expect(manifest.name == "123" && manifest.target == Self.manifest.target)
            var guards = Self.manifest.guards
            guards.maxLoops = 3
            #expect(manifest.guards == guards && manifest.execution == Self.manifest.execution)
            #expect(manifest.details == Self.manifest.details)
            #expect(manifest.loops.map(\.name.rawValue) == ["1e5", "dup-2", "found"])
            let settings = manifest.loops.map { manifest.settings[$0.settings] }
            let identity = LoopExpectation(
                flowDefinitionARN: HumanLoop.sampleFlowDefinition,
                createdAfter: HumanLoop.sampleCreation,
                createdBefore: HumanLoop.sampleCreation + .milliseconds(1)
            )
            var expected = Self.manifest.settings[1]
            expected.expectation = identity
            #expect(settings[0] == LoopSettings(expectation: identity))
            #expect(settings[1] == expected && manifest.loops[1].arn != nil)
            // Its rule asked for loops in progress: one that has ended since is kept, as the run would have kept it.
            #expect(settings[2] == LoopSettings(onCompleted: .keep, onFailed: .keep, expectation: identity))
        }
    }

    @Test("a duplicate that nothing was done with is left to its rule, and one that was stopped is followed up")
    func duplicates() throws {
        try TemporaryDirectory.lend { directory in
            var results = ["untouched", "stopped", "lost"].map { Self.result($0, .deferred, line: 9) }
            for index in results.indices {
                results[index].stays = StayingLoop(name: .sample("first"), status: .completed, creationTime: .sample)
            }
            results[1].stoppedByRun = true
            results[2].unansweredOperation = .delete
            try Self.write(results, to: directory.file("next.yaml"))
            let text = try #require(directory.contents(of: "next.yaml"))
            #expect(text.contains("stopped") && text.contains("lost") && !text.contains("untouched"))
        }
    }

    @Test("what is left of nothing is no file, and that of an earlier run is gone")
    func nothing() throws {
        try TemporaryDirectory.lend { directory in
            try Self.write([Self.result("1e5", .deferred, line: 3)], to: directory.file("next.yaml"))
            #expect(try directory.names() == ["next.yaml"])
            try Self.write([Self.result("1e5", .deleted, line: 3)], to: directory.file("next.yaml"))
            #expect(try directory.names() == [])
        }
    }

    @Test("a run that ended before it could change anything writes none, and leaves that of an earlier run where it is")
    func notBegun() throws {
        try TemporaryDirectory.lend { directory in
            let left = [Self.result("1e5", .notAttempted, line: 3)]
            try Self.write(left, hasBegunSweep: false, to: directory.file("next.yaml"))
            #expect(try directory.names() == [])
            try Self.write([Self.result("dup-2", .deferred, line: 4)], to: directory.file("next.yaml"))
            let earlier = directory.contents(of: "next.yaml")
            try Self.write(left, hasBegunSweep: false, to: directory.file("next.yaml"))
            #expect(directory.contents(of: "next.yaml") == earlier)
        }
    }

    @Test("a file that is no follow-up is never written over")
    func keepsOthers() throws {
        try TemporaryDirectory.lend { directory in
            try directory.write("apiVersion: loopsweep/v1\n", to: "cleanup.yaml")
            let error = #expect(throws: ReportWriteError.self) {
                try FollowUpWriter(path: directory.file("cleanup.yaml"), of: Self.manifest, by: "x")
            }
            #expect(error?.problem == .holdsOther && error?.exitCode == .cannotCreate)
            #expect(try directory.names() == ["cleanup.yaml"])
        }
    }
}
