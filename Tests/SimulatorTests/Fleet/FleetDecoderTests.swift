@testable import Simulator
import AWSSigning
import HumanLoops
import Support
import TestSupport
import Testing
import YAML

/// What a fleet file may say.
@Suite struct FleetDecoderTests {
    /// Decodes a text.
    private func decode(_ text: String) throws -> FleetDecoding {
        try FleetDecoder.decode(MemoryByteSource(text), file: "fleet.yaml")
    }

    /// A fleet with every key there is.
    private static let everyKeyText = """
        apiVersion: loopsweep/v1
        kind: HumanLoopFleet
        account: "012345678901"
        region: eu-west-1
        credentials: {accessKeyId: AKIDEXAMPLE, secretAccessKey: secret, sessionToken: token, expireAfter: 15m}
        service:
          latency: 20ms
          jitter: 10ms
          slowBody: 5s
          rates: {describe: 60, stop: 20, delete: 30.5, list: 10, start: 1, burst: 7}
          seed: 7
          faults: {all: {throttle: 1%}, stop: {serverError: 2%, dropAfter: 1.5%}}
          variants: {stopOnEnded: ok, deleteOnActive: conflict, deletion: visible, deletionVisibleFor: 4s,
            deletionListedFor: 2s, timeBounds: exclusive, errorCode: body, defaultPageSize: 50, tokenLifetime: 1h}
        loops:
          - {name: "dup-{08..10}", flowDefinition: invoice-review, created: 2h, workers: {holdFor: 20s, then: Completed}}
          - name: old
            status: Failed
            flowDefinition: arn:aws:sagemaker:us-east-1:123456789012:flow-definition/other
            created: 2026-11-20T00:00:00Z
            failureCode: Expired
            failureReason: Nobody came
          - {name: busy, flowDefinition: invoice-review, ends: {after: 5s}, output: "s3://b/{name}.json"}
        x-note: mine
        """

    @Test("a fleet with every key is read")
    func everyKey() throws {
        let decoding = try decode(Self.everyKeyText)
        #expect(decoding.log.diagnostics.isEmpty)
        let fleet = try #require(decoding.fleet)
        #expect(fleet.account == "012345678901")
        #expect(fleet.region == "eu-west-1")
        let credentials = AWSCredentials(
            accessKeyID: "AKIDEXAMPLE",
            secretAccessKey: Secret("secret"),
            sessionToken: Secret("token")
        )
        #expect(fleet.credentials == credentials)
        #expect(fleet.configuration(startingAt: .sampleStart).credentialsExpiration == .sampleStart + .seconds(900))
        #expect(fleet.behaviour == expectedBehaviour)
        #expect(fleet.variants == expectedVariants)
        #expect(
            fleet.loops.map { $0.names.names.map(\.rawValue) } == [["dup-08", "dup-09", "dup-10"], ["old"], ["busy"]]
        )
    }

    /// The behaviour that the whole fleet asks for.
    private var expectedBehaviour: ServiceBehaviour {
        var behaviour = ServiceBehaviour()
        behaviour.latency = .milliseconds(20)
        behaviour.jitter = .milliseconds(10)
        behaviour.slowBody = .seconds(5)
        behaviour.rates = ServiceRates(
            perSecond: [.describe: 60, .stop: 20, .delete: 30.5, .list: 10, .start: 1],
            burst: 7
        )
        behaviour.seed = 7
        behaviour.faults = FaultShares([
            FaultRule(operation: nil, kind: .throttle, basisPoints: 100),
            FaultRule(operation: .stop, kind: .serverError, basisPoints: 200),
            FaultRule(operation: .stop, kind: .dropAfter, basisPoints: 150),
        ])
        return behaviour
    }

    /// The variants that the whole fleet asks for.
    private var expectedVariants: ServiceVariants {
        var variants = ServiceVariants()
        variants.stopOnEnded = .ok
        variants.deleteOnActive = .conflict
        variants.deletion = .visible
        variants.deletionVisibleFor = .seconds(4)
        variants.deletionListedFor = .seconds(2)
        variants.timeBounds = .exclusive
        variants.errorCode = .body
        variants.defaultPageSize = 50
        variants.tokenLifetime = .seconds(3_600)
        return variants
    }

    @Test("the service of a fleet has its loops, in their account and region")
    func service() throws {
        let fleet = try #require(
            try decode(
                """
                apiVersion: loopsweep/v1
                kind: HumanLoopFleet
                loops:
                  - {name: "dup-{1..3}", flowDefinition: invoice-review, created: 2h, workers: {holdFor: 20s}}
                  - {name: held, status: Stopping, flowDefinition: invoice-review, workers: {holdFor: 9s, then: Failed}}
                """
            ).fleet
        )
        var service = fleet.service(startingAt: .sampleStart)
        #expect(service.account.counts(at: .sampleStart) == [.inProgress: 3, .stopping: 1])
        #expect(service.account.counts(at: .sampleStart + .seconds(9)) == [.inProgress: 3, .failed: 1])
        let reply = service.reply(to: .describe(.sample("dup-2")), at: .sampleStart)
        guard case .described(let loop) = reply.answer else {
            Issue.record("dup-2 is described")
            return
        }
        #expect(loop.flowDefinitionARN == HumanLoop.sampleFlowDefinition)
        #expect(loop.creationTime == .sampleStart - .seconds(7_200) + .milliseconds(1))
        _ = service.reply(to: .stop(.sample("dup-2")), at: .sampleStart)
        #expect(service.account.status(of: .sample("dup-2"), at: .sampleStart + .seconds(20)) == .stopped)
    }

    @Test(
        "a value that cannot be is refused with its place",
        arguments: [
            ("service: {rates: {stop: 0}}", "E031", "'stop' must be a number from 0.001 to 1000000 (is '0')"),
            ("service: {latency: 20}", "E030", "'latency' must be a duration such as 30m (is '20')"),
            (
                "service: {faults: {stop: {serverError: 60%, dropAfter: 41%}}}", "E070",
                "the faults of 'stop' are more than 100% of its calls"
            ),
            ("service: {faults: {stop: {explode: 1%}}}", "E021", "unknown key 'explode'"),
            (
                "service: {variants: {deletion: slow}}", "E033",
                "'deletion' must be immediate, visible or stale (is 'slow')"
            ),
            ("credentials: {accessKeyId: AKID}", "E023", "'secretAccessKey' is missing"),
            ("loops: [{flowDefinition: f}]", "E023", "'name' is missing"),
            ("loops: [{name: a}]", "E023", "'flowDefinition' is missing"),
            (
                "loops: [{name: 'a-{1..2', flowDefinition: f}]", "E071",
                "'name' must be a name with one range such as dup-{1..500} (is 'a-{1..2')"
            ),
            (
                "loops: [{name: a, flowDefinition: f, status: Done}]", "E033",
                "'status' must be InProgress, Stopping, Stopped, Completed or Failed (is 'Done')"
            ),
            (
                "loops: [{name: a, flowDefinition: f, created: soon}]", "E034",
                "'created' must be an age such as 2h or a time such as 2026-11-22T10:00:00Z (is 'soon')"
            ),
            ("loops: [{name: a, flowDefinition: f, workers: {then: Failed}}]", "E023", "'holdFor' is missing"),
        ]
    )
    func refuses(yaml: String, code: String, message: String) throws {
        let loops = yaml.hasPrefix("loops") ? "" : "\nloops: []"
        let decoding = try decode("apiVersion: loopsweep/v1\nkind: HumanLoopFleet\n\(yaml)\(loops)\n")
        #expect(decoding.fleet == nil)
        #expect(decoding.log.diagnostics.map(\.code.rawValue) == [code])
        #expect(decoding.log.diagnostics.map(\.message) == [message])
        #expect(decoding.log.diagnostics.map(\.position.line) == [3])
    }

    @Test("a manifest is no fleet")
    func manifest() throws {
        let decoding = try decode("apiVersion: loopsweep/v1\nkind: HumanLoopCleanup\nloops: []\n")
        #expect(decoding.fleet == nil)
        #expect(decoding.log.diagnostics.map(\.message) == ["'kind' must be HumanLoopFleet (is 'HumanLoopCleanup')"])
    }
}
