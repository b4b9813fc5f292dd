import CleanupEngine
@testable import CleanupJournal
@testable import CleanupManifest
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing
import TestSupport
import YAML

/// The manifest that is made of what was found.
@Suite("DiscoveredManifest")
struct DiscoveredManifestTests {
    /// When the loops were listed.
    private static let now = HumanLoop.sampleCreation + .seconds(3 * 86_400)

    /// Makes the manifest of loops that a rule finds, by default one without conditions.
    private static func text(
        _ rows: [HumanLoopSummary],
        statuses: [HumanLoopStatus] = [],
        duplicates: DuplicateRule? = nil
    ) throws -> String {
        let arn = try #require(AmazonResourceName(HumanLoop.sampleFlowDefinition))
        let rule = SelectionRule(flowDefinitionARN: "\(arn)", statuses: statuses, duplicates: duplicates)
        var selector = try LoopSelector(rule, now: now)
        for row in rows { try selector.take(row) }
        let sink = MemorySink()
        try DiscoveredManifest(of: arn, FoundLoops([selector], joining: []), at: now, by: "loopsweep 9").write(to: sink)
        #expect(sink.takeEvents().last == .flush)
        return sink.text
    }

    /// Makes a row of a list.
    private static func row(_ name: String, _ status: HumanLoopStatus, _ age: Duration) -> HumanLoopSummary {
        HumanLoopSummary(name: .sample(name), status: status, creationTime: now - age)
    }

    @Test("each loop stands with its status and age, and nothing that was not found is allowed")
    func whole() throws {
        let rows = [Self.row("dup-17", .inProgress, .seconds(7_200)), Self.row("1e5", .failed, .seconds(3 * 86_400))]
        #expect(
            try Self.text(rows) == """
                # Made by loopsweep 9 at 2026-11-24T12:00:00.000Z: 2 of 2 loops listed.
                # Beside each loop stand its status and its age at that time. Look at the plan before you run it.
                apiVersion: loopsweep/v1
                kind: HumanLoopCleanup
                metadata:
                  name: invoice-review
                target:
                  account: "123456789012"
                  region: us-east-1
                defaults:
                  expect:
                    flowDefinition: arn:aws:sagemaker:us-east-1:123456789012:flow-definition/invoice-review
                guards:
                  maxLoops: 2
                loops:
                  - name: "1e5"  # Failed, 3d old
                    expect:
                      createdAfter: 2026-11-21T12:00:00.000Z
                      createdBefore: 2026-11-21T12:00:00.001Z
                  - name: dup-17  # InProgress, 2h old
                    expect:
                      createdAfter: 2026-11-24T10:00:00.000Z
                      createdBefore: 2026-11-24T10:00:00.001Z

                """
        )
    }

    /// Which duplicate is kept, and whether the manifest keeps the answer of another one that comes meanwhile.
    static let keeps: [(DuplicateRule.Keep, onCompleted: TerminalPolicy)] = [
        (.oldest, .delete), (.completed, .keep),
    ]

    @Test("the condition, the identity and the kept duplicate are read back by a run", arguments: keeps)
    func readsBack(_ keep: DuplicateRule.Keep, _ onCompleted: TerminalPolicy) throws {
        let rows = [Self.row("a-1", .completed, .seconds(7_200)), Self.row("a-2", .inProgress, .seconds(60))]
        let text = try Self.text(
            rows,
            statuses: [.inProgress],
            duplicates: DuplicateRule(pattern: "^(.)-", keep: keep)
        )
        #expect(text.contains("  - name: a-2  # InProgress, 60s old; a-1 is kept\n"))
        let decoding = try ManifestDecoder().decode(MemoryByteSource(text), file: "found.yaml")
        #expect(decoding.log.diagnostics.isEmpty, "\(decoding.log.diagnostics.map(\.message)) \(text)")
        let manifest = try #require(decoding.manifests.first)
        let created = Self.now - .seconds(60)
        let expected = LoopSettings(
            onCompleted: onCompleted,
            expectation: LoopExpectation(
                flowDefinitionARN: HumanLoop.sampleFlowDefinition,
                createdAfter: created,
                createdBefore: created + .milliseconds(1)
            ),
            statuses: [.inProgress],
            keptInstead: KeptDuplicate(
                name: .sample("a-1"),
                status: .completed,
                creationTime: Self.now - .seconds(7_200)
            )
        )
        #expect(manifest.loops.map { manifest.settings[$0.settings] } == [expected])
    }

    @Test("a loop of the last moment there is has nothing after it")
    func lastMoment() throws {
        let row = HumanLoopSummary(name: .sample("a"), status: .failed, creationTime: .last)
        let text = try Self.text([row])
        #expect(text.hasSuffix("    expect:\n      createdAfter: 9999-12-31T23:59:59.999Z\n"))
        let decoding = try ManifestDecoder().decode(MemoryByteSource(text), file: "found.yaml")
        #expect(decoding.log.diagnostics.isEmpty, "\(decoding.log.diagnostics.map(\.message)) \(text)")
    }

    @Test("a status that would leave its comment does not")
    func hostileStatus() throws {
        let text = try Self.text([Self.row("a", .other("x\n  - b\u{85}\u{1B}[2J"), .seconds(60))])
        #expect(text.contains("loops:\n  - name: a  # x?  - b??[2J, 60s old\n    expect:\n"))
    }

    @Test(
        "names that a reader of YAML could take for something else are quoted",
        arguments: [
            "null", "true", "false", "yes", "no", "on", "off", "y", "n", "1e5", "12e03", "0o17", "0x1f", "0b101", "123",
            "2026-11-22", "007",
        ]
    )
    func quotes(_ name: String) {
        #expect(YAMLText.plain(name) == "\"\(name)\"")
    }

    @Test("other names are written as they are", arguments: ["dup-000017", "nope", "e5", "on-1", "yes1", "x"])
    func plain(_ name: String) {
        #expect(YAMLText.plain(name) == name)
    }
}
