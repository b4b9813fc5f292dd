import CleanupManifest
import Testing
import YAML

/// Which names, ARNs and times the grammars of a manifest take, and what they say of other texts.
@Suite struct ResourceGrammarTests {
    /// A text, and what a grammar makes of it: the value in words, or the problem.
    typealias Row = (text: String, result: String)

    /// Reads a text by a grammar.
    private func read<Grammar: ValueGrammar>(_ text: String, as grammar: Grammar) -> String {
        do {
            return "\(try grammar.value(of: text))"
        } catch {
            return "\(error.code.rawValue) \(error.problem)" + (error.help.map { "; \($0)" } ?? "")
        }
    }

    @Test(
        "Times are RFC 3339, and what is missing is named",
        arguments: [
            ("2026-11-22T10:00:00+01:00", "2026-11-22T09:00:00.000Z"),
            (
                "2026-11-22",
                "E034 must be a time such as 2026-11-22T10:00:00Z (is '2026-11-22'); add a time of day and a zone: 2026-11-22T00:00:00Z"
            ),
            (
                "2026-11-22T10:00:00",
                "E034 must be a time such as 2026-11-22T10:00:00Z (is '2026-11-22T10:00:00'); add a zone: 2026-11-22T10:00:00Z"
            ),
            (
                "2026-11-22 10:00:00Z",
                "E034 must be a time such as 2026-11-22T10:00:00Z (is '2026-11-22 10:00:00Z'); write a 'T' for the space: 2026-11-22T10:00:00Z"
            ),
            ("yesterday", "E034 must be a time such as 2026-11-22T10:00:00Z (is 'yesterday')"),
        ] as [Row]
    )
    func times(row: Row) {
        #expect(read(row.text, as: .timestamp) == row.result)
    }

    @Test(
        "Names of loops are those of the service",
        arguments: [
            ("stop", "stop"),
            ("Dup-1", "E035 must be a human loop's name: 'D' is upper case (is 'Dup-1'); did you mean 'dup-1'?"),
            (
                "a_b",
                "E035 must be a human loop's name: no name has a '_' (is 'a_b'); names have lower-case letters, digits and hyphens only"
            ),
            (
                "a b",
                "E035 must be a human loop's name: no name has a space (is 'a b'); names have lower-case letters, digits and hyphens only"
            ),
            ("-a", "E035 must not begin or end with '-' (is '-a')"),
            ("", "E035 must be a human loop's name (is empty)"),
            (String(repeating: "a", count: 64), "E035 must be a name of at most 63 characters (has 64)"),
        ] as [Row]
    )
    func names(row: Row) {
        #expect(read(row.text, as: .humanLoopName) == row.result)
    }

    /// ARNs, and whether they name a human loop and a flow definition.
    static let arns: [(text: String, isLoop: Bool, isFlow: Bool)] = [
        ("arn:aws:sagemaker:us-east-1:123456789012:human-loop/dup-1", true, false),
        ("arn:aws:sagemaker:us-east-1:123456789012:flow-definition/review", false, true),
        ("arn:aws:sagemaker:us-east-1:123456789012:flow-definition/Re_view", false, false),
        ("arn:aws:sagemaker:us-east-1:12345678901:human-loop/dup-1", false, false),
        ("arn:aws:sagemaker::123456789012:human-loop/dup-1", false, false),
        ("arn:aws:sagemaker:us_east:123456789012:flow-definition/review", false, false),
        ("dup-1", false, false),
    ]

    @Test("ARNs are whole, and of the kind asked for", arguments: arns)
    func resourceNames(text: String, isLoop: Bool, isFlow: Bool) {
        #expect((read(text, as: .arn(of: .humanLoop)) == text) == isLoop)
        #expect((read(text, as: .arn(of: .flowDefinition)) == text) == isFlow)
    }
}
