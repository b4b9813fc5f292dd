import HumanLoops
import Testing

@testable import CleanupManifest

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
        #expect(NamePattern(text: pattern).matches(text) == matches)
    }

    /// What is protected, the flow definition of the loop `golden-1`, and what is said of it.
    static let protections: [(protect: ProtectedLoops, flow: String?, reason: String?)] = [
        (ProtectedLoops(names: ["demo", "golden-*"].map(NamePattern.init)), "arn:f", "protected by 'golden-*'"),
        (ProtectedLoops(flowDefinitionARNs: ["arn:e", "arn:f"]), "arn:f", "protected by 'arn:f'"),
        (ProtectedLoops(flowDefinitionARNs: ["arn:e"]), "arn:f", nil),
        // It may be of any flow definition, also of the protected one.
        (
            ProtectedLoops(flowDefinitionARNs: ["arn:f"]), nil,
            "its flow definition is not told, and guards.protect.flowDefinitions is set"
        ),
        (ProtectedLoops(names: [NamePattern(text: "demo")]), nil, nil),
        (ProtectedLoops(), "arn:f", nil),
    ]

    @Test("What protects a loop is told as the manifest writes it", arguments: protections)
    func reason(protect: ProtectedLoops, flow: String?, reason: String?) throws {
        let name = try #require(HumanLoopName("golden-1"))
        #expect(protect.reason(protecting: name, flowDefinitionARN: flow) == reason)
    }

    /// Which accounts are protected, the account that is called, and whether its loops may be looked at.
    static let accounts: [(protected: [String], account: String?, isFree: Bool)] = [
        ([], nil, true), ([], "123456789012", true), (["999999999999"], "123456789012", true),
        (["999999999999", "123456789012"], "123456789012", false), (["999999999999"], nil, false),
    ]

    @Test("A protected account is not entered, nor one that may be it", arguments: accounts)
    func account(protected: [String], account: String?, isFree: Bool) {
        #expect((ProtectedLoops(accounts: protected).reason(protecting: account) == nil) == isFree)
    }
}
