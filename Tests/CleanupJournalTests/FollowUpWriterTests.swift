import CleanupEngine
@testable import CleanupJournal
@testable import CleanupManifest
import FoundationEssentials
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing
import TestSupport
import YAML

/// The manifest of what a run leaves.
@Suite("FollowUpWriter")
struct FollowUpWriterTests {
    /// A manifest with everything that a manifest can say.
    static var manifest: CleanupManifest {
        var manifest = CleanupManifest(
            name: "123",
            target: CleanupTarget(account: "123456789012", region: "us-east-1"),
            guards: CleanupGuards(
                maxLoops: 9,
                maxStops: 5,
                maxMissing: .share(basisPoints: 750),
                minAge: .seconds(3_600),
                maxFailures: .count(3),
                protect: ProtectedLoops(names: [NamePattern(text: "golden-*")], flowDefinitionARNs: [])
            ),
            execution: ExecutionSettings(concurrency: 8, callsPerSecond: 0.00125, deadline: .seconds(7_200)),
            settings: [
                LoopSettings(),
                LoopSettings(
                    reason: "it's \"broken\"\n\u{1B}[2J\u{202E}\u{E0001}",
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
    static func result(
        _ name: String,
        _ outcome: LoopOutcome,
        line: Int = 9,
        rule: Int? = nil
    ) -> LoopResult {
        var result = LoopResult(name: .sample(name), outcome: outcome, manifestLine: line, endedAt: .sample)
        result.rule = rule
        result.creationTime = HumanLoop.sampleCreation
        result.flowDefinitionARN = HumanLoop.sampleFlowDefinition
        result.problem = LoopProblem(code: "StillWaiting", message: "still # there\nkey: x")
        return result
    }

    /// Writes the follow-up of results to a path.
    static func write(
        _ results: [LoopResult],
        hasBegunSweep: Bool = true,
        to path: String,
        whenWritten: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws {
        var writer = try FollowUpWriter(path: path, of: manifest, by: "loopsweep 9", whenWritten: whenWritten)
        try writer.write(.start(.sample()))
        for result in results { try writer.write(.result(result)) }
        try writer.write(.end(.sample(hasBegunSweep: hasBegunSweep)))
    }

    @Test("each loop that is left has its settings, and is expected to be the very one that was seen")
    func whole() throws {
        try TemporaryDirectory.lend { directory in
            let results = [
                Self.result("dup-2", .failed, line: 4), Self.result("1e5", .deferred, line: 3),
                Self.result("gone", .deleted, line: 5), Self.result("found", .notAttempted, rule: 0),
            ]
            try Self.write(results, to: directory.file("next.yaml"))
            let text = try #require(directory.contents(of: "next.yaml"))
            #expect(text.hasPrefix("# Follow-up by loopsweep 9 at "))
            #expect(!HostileText.steers(text))
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
            #expect(settings[2] == LoopSettings(expectation: identity, statuses: [.inProgress]))
        }
    }

    /// The manifest of what a run left, read again.
    private static func followUp(
        of manifest: CleanupManifest = manifest,
        _ results: [LoopResult],
        sightings: [LoopSighting] = [],
        start: RunStart = .sample()
    ) throws -> (manifest: CleanupManifest?, text: String) {
        var (read, text): (CleanupManifest?, String) = (nil, "")
        try TemporaryDirectory.lend { directory in
            let path = directory.file("next.yaml")
            var writer = try FollowUpWriter(path: path, of: manifest, by: "loopsweep 9")
            try writer.write(.start(start))
            try writer.write(.identities(sightings))
            for result in results { try writer.write(.result(result)) }
            try writer.write(.end(.sample(hasBegunSweep: true)))
            guard let contents = directory.contents(of: "next.yaml") else { return }
            text = contents
            let decoding = try ManifestDecoder().decode(MemoryByteSource(text), file: "next.yaml")
            #expect(decoding.log.diagnostics.isEmpty, "\(decoding.log.diagnostics.map(\.message)) \(text)")
            read = decoding.manifests.first
        }
        return (read, text)
    }

    @Test("what a journal says of its run stays in the comment of the first line")
    func hostileRun() throws {
        var start = RunStart.sample()
        start.runID = "r\nloops: [evil]\u{85}"
        let (manifest, text) = try Self.followUp([Self.result("1e5", .deferred, line: 3)], start: start)
        let first = try #require(text.split(separator: "\n" as Character).first)
        #expect(first.hasSuffix("what run r?loops: [evil]? of cleanup.yaml left."))
        #expect(manifest?.loops.map(\.name.rawValue) == ["1e5"])
    }

    /// A manifest of two rules on one line, the first of which keeps nothing.
    private static var twoRules: CleanupManifest {
        var manifest = CleanupManifest(name: "two", settings: [LoopSettings(), LoopSettings(onCompleted: .keep)])
        manifest.guards.maxLoops = 9
        let arn = HumanLoop.sampleFlowDefinition
        manifest.selections = [
            SelectionRule(flowDefinitionARN: arn, settings: 0, line: 1),
            SelectionRule(flowDefinitionARN: arn, settings: 1, line: 1),
            SelectionRule(
                flowDefinitionARN: arn,
                statuses: [.inProgress],
                duplicates: DuplicateRule(pattern: "^(.)", keep: .completed),
                line: 1
            ),
        ]
        return manifest
    }

    /// The loop that is kept in the place of duplicates.
    private static let kept = keptAs(.completed)

    /// The loop that is kept in the place of duplicates, in a status.
    private static func keptAs(_ status: HumanLoopStatus) -> KeptDuplicate {
        KeptDuplicate(name: .sample("first"), status: status, creationTime: HumanLoop.sampleCreation)
    }

    /// How a loop was left, and the settings that it is followed up with, but for its identity.
    static let settings: [(rule: Int, change: @Sendable (inout LoopResult) -> Void, expected: LoopSettings)] = [
        (0, { _ in }, LoopSettings()), (1, { _ in }, LoopSettings(onCompleted: .keep)),
        (2, { _ in }, LoopSettings(onCompleted: .keep, statuses: [.inProgress])),
        (2, { $0.initialStatus = .completed }, LoopSettings(statuses: [.inProgress])),
        (2, { $0.keptInstead = kept }, LoopSettings(onCompleted: .keep, statuses: [.inProgress], keptInstead: kept)),
        (
            2, { ($0.keptInstead, $0.stoppedByRun) = (kept, true) },
            LoopSettings(onCompleted: .keep, keptInstead: kept)
        ),
        (
            2, { ($0.keptInstead, $0.unansweredOperation) = (kept, .stop) },
            LoopSettings(onCompleted: .keep, statuses: [.inProgress, .stopped, .stopping], keptInstead: kept)
        ),
        (2, { $0.unansweredOperation = .delete }, LoopSettings(onCompleted: .keep, statuses: [.inProgress])),
        (0, { $0.creationTime = .last }, LoopSettings()), (0, { $0.flowDefinitionARN = "x" }, LoopSettings()),
        (
            2, { $0.keptInstead = keptAs(.other("Odd\n")) },
            LoopSettings(onCompleted: .keep, statuses: [.inProgress], keptInstead: keptAs(.stopped))
        ),
    ]

    @Test(
        "a loop has the settings of the rule that found it, and a duplicate the loop that is kept",
        arguments: settings.indices
    )
    func rules(_ index: Int) throws {
        let (rule, change, expected) = Self.settings[index]
        var result = Self.result("second", .deferred, line: 1, rule: rule)
        change(&result)
        let (manifest, text) = try Self.followUp(of: Self.twoRules, [result])
        let followUp = try #require(manifest)
        var settings = followUp.settings[try #require(followUp.loops.first).settings]
        #expect(settings.expectation.createdAfter == result.creationTime)
        settings.expectation = LoopExpectation()
        #expect(settings == expected, "\(text)")
    }

    @Test("which loop a name stands for is taken from what told it first, and without that it is not followed up")
    func identities() throws {
        var unseen = LoopResult.sample("1e5", .notAttempted)
        unseen.manifestLine = 3
        let sighting = LoopSighting(
            name: .sample("1e5"),
            status: .completed,
            creationTime: .sample,
            flowDefinitionARN: HumanLoop.sampleFlowDefinition
        )
        let listed = try Self.followUp([unseen], sightings: [sighting])
        let manifest = try #require(listed.manifest)
        #expect(manifest.settings[manifest.loops[0].settings].expectation.createdAfter == .sample)
        #expect(try Self.followUp([unseen]).manifest == nil)
        let others = try Self.followUp([unseen, Self.result("dup-2", .deferred, line: 4)])
        #expect(others.manifest?.loops.map(\.name) == [.sample("dup-2")])
        #expect(others.text.contains("# 1 more loop that this run has not seen is left"))
    }

    @Test("a loop that is kept in the place of others is never followed up")
    func keepsKept() throws {
        var duplicate = Self.result("second", .deferred, rule: 0)
        duplicate.keptInstead = KeptDuplicate(name: .sample("1e5"), status: .completed, creationTime: .sample)
        let (manifest, _) = try Self.followUp([Self.result("1e5", .notAttempted, line: 3), duplicate])
        #expect(manifest?.loops.map(\.name) == [.sample("second")])
    }
}
