import HumanLoops
import Testing
import YAML

@testable import CleanupManifest

/// What good manifests are read as.
@Suite struct ManifestDecoderTests {
    /// The flow definition of the samples.
    static let flow = "arn:aws:sagemaker:us-east-1:123456789012:flow-definition/invoice-review"

    @Test("Every key is read")
    func everyKey() throws {
        let text = """
            apiVersion: loopsweep/v1
            kind: HumanLoopCleanup
            metadata: {name: dup-batch-2026-11}
            target:
              account: 012345678901
              region: us-east-1
            defaults:
              reason: duplicate
              onInProgress: skip
              onCompleted: keep
              onFailed: keep
              onMissing: fail
              expect:
                flowDefinition: arn:aws:sagemaker:us-east-1:012345678901:flow-definition/review
                createdAfter: 2026-11-20T00:00:00Z
                createdBefore: 2026-11-22T00:00:00+00:00
            guards:
              maxLoops: 5000
              maxStops: 0
              maxMissing: 7.5%
              protect:
                names: ["golden-*", demo-?]
                flowDefinitions: [arn:aws:sagemaker:us-east-1:012345678901:flow-definition/prod-kyc]
                accounts: ["999999999999", 099999999999]
            execution:
              concurrency: 1000
              rate: 0.5
              stopWait: {timeout: 0s, pollInitial: 500ms, pollMax: 7m}
              deadline: 2h
            loops:
              - dup-1
            x-notes: {anything: [goes]}
            """
        let decoding = try ManifestText(whole: text).decoded()
        #expect(decoding.diagnostics == [])
        let expectation = LoopExpectation(
            flowDefinitionARN: "arn:aws:sagemaker:us-east-1:012345678901:flow-definition/review",
            createdAfter: Timestamp(rfc3339: "2026-11-20T00:00:00Z"),
            createdBefore: Timestamp(rfc3339: "2026-11-22T00:00:00Z")
        )
        let settings = LoopSettings(
            reason: "duplicate",
            onInProgress: .skip,
            onCompleted: .keep,
            onFailed: .keep,
            onMissing: .fail,
            expectation: expectation
        )
        let protect = ProtectedLoops(
            names: [NamePattern(text: "golden-*"), NamePattern(text: "demo-?")],
            flowDefinitionARNs: ["arn:aws:sagemaker:us-east-1:012345678901:flow-definition/prod-kyc"],
            accounts: ["999999999999", "099999999999"]
        )
        let manifest = CleanupManifest(
            name: "dup-batch-2026-11",
            target: CleanupTarget(account: "012345678901", region: "us-east-1"),
            guards: CleanupGuards(maxLoops: 5_000, maxStops: 0, maxMissing: .share(basisPoints: 750), protect: protect),
            execution: ExecutionSettings(
                concurrency: 1_000,
                callsPerSecond: 0.5,
                stopWait: StopWait(timeout: .zero, pollInitial: .milliseconds(500), pollMax: .seconds(420)),
                deadline: .seconds(7_200)
            ),
            settings: [settings],
            loops: [LoopEntry(name: try #require(HumanLoopName("dup-1")), line: 31, column: 5)],
            sources: ["cleanup.yaml"]
        )
        #expect(decoding.manifest == manifest)
    }

    @Test("Without keys everything has its default, and the file gives the name")
    func defaults() throws {
        let decoding = try ManifestText("").decoded(file: "/tmp/x.y/dup-batch.yaml")
        let name = try #require(HumanLoopName("a"))
        let loops: LoopTable = [LoopEntry(name: name, line: 4, column: 9)]
        #expect(decoding.diagnostics == [])
        #expect(
            decoding.manifest == CleanupManifest(name: "dup-batch", loops: loops, sources: ["/tmp/x.y/dup-batch.yaml"])
        )
    }

    @Test("A name is the text as written, whatever YAML would read it as")
    func rawNames() throws {
        let names = ["yes", "1e5", "0x1f", "017", "2026-11-22", "stop", "123", "true", "0o17", "n"]
        let decoding = try ManifestText("", loops: "loops: [\(names.joined(separator: ", ")), 'null', \"a\\x2db\"]")
            .decoded()
        #expect(decoding.manifest?.loops.map(\.name.rawValue) == names + ["null", "a-b"])
    }

    @Test("A loop is named by its name, its ARN or both, and keeps its place")
    func loopForms() throws {
        let arn = "arn:aws:sagemaker:us-east-1:123456789012:human-loop/"
        let loops = "loops:\n  - a\n  - {name: b}\n  - \(arn)c\n  - arn: \(arn)d\n  - {arn: '\(arn)e', name: e}"
        let manifest = try #require(try ManifestText("", loops: loops).decoded().manifest)
        let rows = manifest.loops.map { "\($0.name) \($0.arn ?? "-") \($0.line):\($0.column)" }
        #expect(rows == ["a - 5:5", "b - 6:12", "c \(arn)c 7:5", "d \(arn)d 8:10", "e \(arn)e 9:74"])
    }

    @Test("The ARNs of a manifest give the account and region that it does not")
    func targetOfARNs() throws {
        let loops = "loops: [a, arn:aws:sagemaker:eu-west-1:123456789012:human-loop/c]"
        let manifest = try #require(
            try ManifestText("target: {account: '123456789012'}", loops: loops).decoded().manifest
        )
        #expect(manifest.target == CleanupTarget(account: "123456789012", region: "eu-west-1"))
    }

    @Test("Loops share settings, defaults apply wherever they stand, and expectations are filled key by key")
    func settings() throws {
        let loops = """
            loops:
              - a
              - {name: b, reason: other}
              - {name: c, expect: {createdAfter: 2026-11-21T00:00:00Z}}
              - {name: d, reason: other}
              - {name: e, onInProgress: skip}
            defaults:
              onInProgress: skip
              reason: why
              expect: {flowDefinition: \(Self.flow), createdAfter: 2026-11-20T00:00:00Z}
            """
        let manifest = try #require(try ManifestText("", loops: loops).decoded().manifest)
        #expect(manifest.loops.map(\.settings) == [0, 1, 2, 1, 0])
        #expect(manifest.settings.map(\.reason) == ["why", "other", "why"])
        #expect(manifest.settings.map(\.onInProgress) == [.skip, .skip, .skip])
        #expect(manifest.settings.map(\.expectation.flowDefinitionARN) == [Self.flow, Self.flow, Self.flow])
        let days = manifest.settings.map { $0.expectation.createdAfter?.description.prefix(10) }
        #expect(days == ["2026-11-20", "2026-11-20", "2026-11-21"])
    }

    /// `stopWait` with one poll time, and both times that it leads to.
    static let polls: [(text: String, initial: Duration, maximum: Duration)] = [
        ("{}", .seconds(2), .seconds(120)),
        ("{pollMax: 1s}", .seconds(1), .seconds(1)),
        ("{pollInitial: 5m}", .seconds(300), .seconds(300)),
        ("{pollInitial: 1s}", .seconds(1), .seconds(120)),
        ("{pollInitial: 3s, pollMax: 3s}", .seconds(3), .seconds(3)),
    ]

    @Test("Of the poll times, one that is not given keeps to the one that is", arguments: polls)
    func pollTimes(text: String, initial: Duration, maximum: Duration) throws {
        let wait = try ManifestText("execution: {stopWait: \(text)}").decoded().manifest?.execution.stopWait
        #expect(wait == StopWait(pollInitial: initial, pollMax: maximum))
    }

    @Test("A file that cannot be read is no diagnostic")
    func unreadable() throws {
        let source = try FileByteSource(path: "/")
        #expect(throws: ByteSourceError.self) { try ManifestDecoder().decode(source, file: "/") }
    }
}
