import CleanupManifest
import HumanLoops
import Testing
import YAML

/// Loops that a manifest names more than once.
@Suite struct RepeatedLoopTests {
    /// The beginning of the ARN of a loop.
    static let arn = "arn:aws:sagemaker:us-east-1:123456789012:human-loop/"

    /// Two items that name the same loop, and the code of what is said of the second.
    static let pairs: [(first: String, second: String, code: String)] = [
        ("a", "a", "W001"),
        ("a", "{name: a}", "W001"),
        ("{name: a, reason: why}", "a", "W001"),
        ("a", "{name: a, onInProgress: stop, expect: {}}", "W001"),
        ("{name: a, onFailed: keep}", "{onFailed: keep, name: a}", "W001"),
        ("a", "\(arn)a", "W001"),
        ("{arn: '\(arn)a'}", "a", "W001"),
        ("a", "{name: a, reason: other}", "E057"),
        ("{name: a, onFailed: keep}", "a", "E057"),
        ("{name: a, expect: {createdAfter: 2026-11-22T00:00:00Z}}", "a", "E057"),
        ("\(arn)a", "arn:aws-cn:sagemaker:us-east-1:123456789012:human-loop/a", "E057"),
    ]

    @Test(
        "With the same settings in the end it is merged, with others it is an error; both places are shown",
        arguments: pairs
    )
    func pair(first: String, second: String, code: String) throws {
        let text = ManifestText("", loops: "loops:\n  - \(first)\n  - \(second)\ndefaults: {reason: why}")
        let decoding = try text.decoded()
        let problem = try #require(decoding.diagnostics.first)
        #expect(decoding.diagnostics.count == 1)
        #expect(problem.code.rawValue == code)
        #expect(problem.position.line == 6)
        #expect(problem.related?.position.line == 5)
        #expect((decoding.manifest == nil) == (code == "E057"))
        if let manifest = decoding.manifest { #expect(manifest.loops.map(\.name.rawValue) == ["a"]) }
    }

    @Test("A loop that is merged keeps the ARN that one of its places gives")
    func mergedARN() throws {
        let manifest = try ManifestText("", loops: "loops: [a, \(Self.arn)a]").decoded().manifest
        #expect(manifest?.loops.map(\.arn) == ["\(Self.arn)a"])
        #expect(manifest?.loops.map(\.column) == [9])
    }

    @Test("Among many loops, exactly those named before are found")
    func manyLoops() throws {
        let names = (0..<5_000).map { "loop-\($0 % 4_000)" }
        let decoding = try ManifestText("", loops: "loops: [\(names.joined(separator: ", "))]").decoded()
        #expect(decoding.manifest?.loops.map(\.name.rawValue) == (0..<4_000).map { "loop-\($0)" })
        #expect(decoding.log.warningCount == 1_000)
        #expect(decoding.log.errorCount == 0)
    }
}
