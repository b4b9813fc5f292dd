import AWSCore
import AWSServices
import AWSTestSupport
import CleanupEngine
import CleanupJournal
import CleanupReport
import CleanupManifest
import HumanLoops
import Support
import TestSupport
import YAML

/// Answers to single calls: each is a value that every report can hold, or an error that it can tell.
///
/// The first byte decides on the operation, the others are the answers to all its attempts (`FuzzedTransport`).
enum ServiceAnswerTarget {
    /// The moment that it is.
    private static let now = Timestamp(millisecondsSinceEpoch: RecordingEnvironment.moment * 1_000)

    /// Makes a call.
    static func test(_ bytes: [UInt8]) {
        guard let first = bytes.first, let configuration = try? AWSConfiguration.example(.a2iRuntime),
            let name = HumanLoopName("a")
        else { return }
        let client = A2IRuntimeClient(
            configuration: configuration,
            credentials: StaticCredentials.example(sessionToken: "example-session-token"),
            tools: CallTools(
                FuzzedTransport(FuzzedTransport.parts(of: bytes.dropFirst())),
                RecordingEnvironment().environment,
                UserAgent(product: "fuzz", version: "1")
            )
        )
        VirtualTime().run {
            do throws(HumanLoopServiceError) {
                switch first {
                case UInt8(ascii: "s"): _ = try await client.stopHumanLoop(name, .unlimited)
                case UInt8(ascii: "k"): _ = try await client.deleteHumanLoop(name, .unlimited)
                case UInt8(ascii: "l"):
                    let query = HumanLoopQuery(flowDefinitionARN: FuzzedManifest.flowDefinition)
                    discover(try await client.listHumanLoops(query).value)
                default: report(try await client.describeHumanLoop(name).value)
                }
            } catch {
                report(error, on: name)
            }
        }
    }

    /// Checks that every report can hold what is known of a loop.
    private static func report(_ loop: HumanLoop) {
        var result = LoopResult(name: loop.name, outcome: .deleted, manifestLine: 1, endedAt: now)
        result.initialStatus = loop.status
        result.finalStatus = loop.status
        result.creationTime = loop.creationTime
        result.flowDefinitionARN = loop.flowDefinitionARN
        result.humanLoopARN = loop.arn
        result.outputS3URI = loop.outputS3URI
        result.failureCode = loop.failureCode
        result.failureReason = loop.failureReason
        ReportCheck.check([result], of: FuzzedManifest.start)
    }

    /// Checks that every report can tell of an error.
    private static func report(_ error: HumanLoopServiceError, on name: HumanLoopName) {
        expect(error.attempts > 0, "an answer came of a call that was never sent")
        var result = LoopResult(name: name, outcome: .failed, manifestLine: 1, endedAt: now)
        result.problem = LoopProblem(
            code: error.code,
            message: error.message,
            requestID: error.requestID,
            httpStatus: error.httpStatus
        )
        ReportCheck.check([result], of: FuzzedManifest.start)
    }

    /// Checks that the manifest of what a page tells is one without errors.
    private static func discover(_ page: HumanLoopPage) {
        for duplicates in [nil, DuplicateRule(pattern: "^([a-z]+)-[0-9]+$")] {
            var rule = SelectionRule(flowDefinitionARN: FuzzedManifest.flowDefinition)
            rule.duplicates = duplicates
            guard var selector = try? LoopSelector(rule, now: now),
                let flowDefinition = AmazonResourceName(FuzzedManifest.flowDefinition)
            else { fatalError("the rule is one") }
            guard (try? page.summaries.forEach { row in try selector.take(row) }) != nil else {
                fatalError("the rule can be followed")
            }
            let found = FoundLoops([selector], joining: [])
            guard !found.loops.isEmpty else { continue }
            let sink = MemorySink()
            let manifest = DiscoveredManifest(of: flowDefinition, found, at: now, by: "fuzz 1")
            guard (try? manifest.write(to: sink)) != nil else { fatalError("memory cannot fail") }
            FuzzedManifest.check(sink.bytes)
        }
    }
}
