import CleanupManifest
import HumanLoops
import Testing

/// Patterns of names, and what they protect.
@Suite struct NamePatternTests {
    /// Patterns, texts, and whether one stands for the other.
    static let rows: [(pattern: String, text: String, matches: Bool)] = [
        ("golden-*", "golden-1", true), ("golden-*", "golden-", true), ("golden-*", "golden", false),
        ("*", "", true), ("*", "abc", true), ("", "", true), ("", "a", false),
        ("a?c", "abc", true), ("a?c", "ac", false), ("a?", "abc", false),
        ("*-demo", "a-demo-demo", true), ("*-demo", "a-demo-x", false),
        ("a*b*c", "aXbYbZc", true), ("a*b*c", "aXbYbZ", false), ("**a**", "bab", true), ("abc", "abcd", false),
    ]

    @Test("'*' stands for any run of characters, '?' for one, and the whole must match", arguments: rows)
    func matches(pattern: String, text: String, matches: Bool) {
        #expect(NamePattern(pattern).matches(text) == matches)
    }

    @Test("What protects a loop is told as the manifest writes it")
    func rule() throws {
        let name = try #require(HumanLoopName("golden-1"))
        let protect = ProtectedLoops(
            names: [NamePattern("demo"), NamePattern("golden-*")],
            flowDefinitionARNs: ["arn:f"]
        )
        #expect(protect.rule(protecting: name, flowDefinitionARN: "arn:f") == "golden-*")
        #expect(
            ProtectedLoops(flowDefinitionARNs: ["arn:f"]).rule(protecting: name, flowDefinitionARN: "arn:f") == "arn:f"
        )
        #expect(ProtectedLoops(flowDefinitionARNs: ["arn:f"]).rule(protecting: name, flowDefinitionARN: nil) == nil)
        #expect(ProtectedLoops().rule(protecting: name, flowDefinitionARN: "arn:f") == nil)
    }
}
