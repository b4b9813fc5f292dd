import CleanupManifest
import HumanLoops
import Testing
import YAML

/// The documents of one file, which act on the same loops: each is held against those before it.
@Suite struct DocumentSeriesTests {
    /// The first lines of a document, but its name.
    static let head = "apiVersion: loopsweep/v1\nkind: HumanLoopCleanup\n"
    /// A loop that is kept instead of another.
    static let kept = "keptInstead: {name: k, status: Completed, creationTime: 2026-11-20T00:00:00Z}"

    /// A document of seven lines, so that the second begins on line 8.
    static func document(_ name: String, target: String = "{}", defaults: String = "{}", _ loops: String) -> String {
        "\(head)metadata: {name: \(name)}\ntarget: \(target)\ndefaults: \(defaults)\n\(loops)\n---\n"
    }

    /// Two documents that contradict each other: what is told of the second, and where the first is shown.
    static let contradictions: [(first: String, second: String, problem: String, related: String)] = [
        (
            document("nightly", "loops: [a]"), document("nightly", "loops: [b]"),
            "E067 10:18+7 two documents are named 'nightly' (document 2)", "3:18"
        ),
        // The default of one document keeps what the next would delete.
        (
            document("answers", defaults: "{onCompleted: keep}", "loops: [invoice-0003-c3]"),
            document("rest", "loops: [invoice-0001-a1, invoice-0003-c3]"),
            "E057 13:26+15 the loop 'invoice-0003-c3' is named in two documents, with different settings (document 2)",
            "6:9"
        ),
        (
            document("one", "loops: [{name: a, onInProgress: skip}]"), document("two", "loops: [a]"),
            "E057 13:9+1 the loop 'a' is named in two documents, with different settings (document 2)", "6:16"
        ),
        (
            document("one", target: "{region: us-east-1}", "loops: [{name: a, status: [Failed]}]"),
            document("two", target: "{account: '123456789012'}", "loops: [a]"),
            "E057 13:9+1 the loop 'a' is named in two documents, with different settings (document 2)", "6:16"
        ),
        (
            document("one", "loops: ['arn:aws:sagemaker:us-east-1:123456789012:human-loop/a']"),
            document("two", "loops: ['arn:aws-cn:sagemaker:us-east-1:123456789012:human-loop/a']"),
            "E057 13:9+56 the loop 'a' is named in two documents, with two different ARNs (document 2)", "6:9"
        ),
        (
            document("one", "loops: [{name: a, \(kept)}]"), document("two", "loops: [k]"),
            "E066 13:9+1 another document keeps the loop 'k' instead of 'a', and it is to be removed here (document 2)",
            "6:39"
        ),
        (
            document("one", "loops: [k]"), document("two", "loops: [{name: a, \(kept)}]"),
            "E066 13:39+1 the loop 'k' is kept instead of 'a' here, and another document removes it (document 2)", "6:9"
        ),
        (
            document("one", "loops: [{name: a, \(kept)}]"),
            document("two", "loops: [{name: b, \(kept.replacing("-20T", with: "-21T"))}]"),
            "E066 13:39+1 the kept duplicate 'k' has two creation times: 2026-11-20T00:00:00.000Z and 2026-11-21T00:00:00.000Z (document 2)",
            "6:39"
        ),
    ]

    @Test("A contradiction is an error that shows both places", arguments: contradictions)
    func contradiction(first: String, second: String, problem: String, related: String) throws {
        let text = ManifestText(whole: first + second)
        #expect(try text.problems() == [problem])
        let decoding = try text.decoded()
        #expect(decoding.manifests == [])
        let place = try #require(decoding.diagnostics.first?.related)
        #expect("\(place.position.line):\(place.position.column)" == related)
    }

    @Test("Only the first and the third of three documents need contradict each other")
    func third() throws {
        let text = ManifestText(
            whole: Self.document("one", "loops: [a]") + Self.document("two", "loops: [b]")
                + Self.document("three", "loops: [c, {name: a, onFailed: keep}]")
        )
        let problem = try #require(try text.decoded().diagnostics.first)
        #expect(problem.code.rawValue == "E057" && problem.position.line == 20 && problem.related?.position.line == 6)
    }

    @Test("A document that may be in either of two places contradicts the second as well")
    func either() throws {
        let text = ManifestText(
            whole: Self.document("one", target: "{region: us-east-1}", "loops: [a]")
                + Self.document("two", target: "{region: eu-west-1}", "loops: [{name: a, onFailed: keep}]")
                + Self.document("three", "loops: [a]")
        )
        let problem = try #require(try text.decoded().diagnostics.first)
        #expect(problem.code.rawValue == "E057" && problem.position.line == 20 && problem.related?.position.line == 13)
    }

    /// Two documents that name a loop `a` with the same settings: the loops that each is left with, and the warnings.
    static let agreements: [(first: String, second: String, loops: [[String]], warnings: Int)] = [
        (document("one", "loops: [a, b]"), document("two", "loops: [c, a]"), [["a", "b"], ["c"]], 1),
        (document("one", "loops: [a]"), document("two", "loops: [a]"), [["a"], []], 1),
        (
            document("one", defaults: "{onFailed: keep}", "loops: [a]"),
            document("two", "loops: [{name: a, onFailed: keep}, d]"), [["a"], ["d"]], 1
        ),
        // Perhaps in the same place: each document removes it where it runs, or not at all would be the end of it.
        (
            document("one", target: "{region: us-east-1}", "loops: [a]"), document("two", "loops: [a]"),
            [["a"], ["a"]], 1
        ),
        // In two places these are two loops, whatever is to be done with them.
        (
            document("one", target: "{region: us-east-1}", "loops: [{name: a, \(kept)}]"),
            document("two", target: "{region: eu-west-1}", "loops: [a, k]"), [["a"], ["a", "k"]], 0
        ),
        (
            document("one", target: "{account: '123456789012'}", "loops: [a]"),
            document("two", target: "{account: '210987654321'}", "loops: [{name: a, onFailed: keep}]"), [["a"], ["a"]],
            0
        ),
    ]

    @Test(
        "A loop that is named again with the same settings is removed once, by the first document",
        arguments: agreements
    )
    func agreement(first: String, second: String, loops: [[String]], warnings: Int) throws {
        let decoding = try ManifestText(whole: first + second).decoded()
        #expect(decoding.manifests.map { $0.loops.map(\.name.rawValue) } == loops)
        #expect(decoding.diagnostics.map(\.code.rawValue) == Array(repeating: "W001", count: warnings))
        #expect(decoding.diagnostics.allSatisfy { $0.related?.position.line == 6 })
    }

    @Test("The ARN that a later document gives a loop is compared by the first one")
    func arn() throws {
        let arn = "arn:aws:sagemaker:us-east-1:123456789012:human-loop/a"
        let target = "{account: '123456789012', region: us-east-1}"
        let text = ManifestText(
            whole: Self.document("one", target: target, "loops: [a]")
                + Self.document("two", target: target, "loops: ['\(arn)']")
        )
        #expect(try text.decoded().manifests.map { $0.loops.map(\.arn) } == [[arn], []])
    }

    @Test("Loops of lists are held against each other too, each file shown")
    func lists() throws {
        let list = "loopsFrom: [{file: more, format: lines, onFailed: keep}]"
        let text = ManifestText(whole: Self.document("one", "loops: [a]") + Self.document("two", list))
        let problem = try #require(
            try text.decoded(lists: MemoryLists(texts: ["more": "x\na\n"])).diagnostics.first
        )
        #expect(problem.code.rawValue == "E057" && problem.file == "more" && problem.position.line == 2)
        #expect(problem.related?.file == "cleanup.yaml" && problem.related?.position.line == 6)
    }

    @Test("Among many loops of many documents exactly the common ones are found")
    func many() throws {
        let documents = (0..<5).map { number in
            Self.document(
                "d\(number)",
                "loops: [\((0..<2_000).map { "l-\(number * 1_900 + $0)" }.joined(separator: ", "))]"
            )
        }
        let decoding = try ManifestText(whole: documents.joined()).decoded()
        #expect(decoding.manifests.map(\.loops.count) == [2_000, 1_900, 1_900, 1_900, 1_900])
        #expect(decoding.log.warningCount == 400)
    }
}
