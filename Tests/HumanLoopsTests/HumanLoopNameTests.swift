import HumanLoops
import Testing

/// Which texts are the names of human loops.
@Suite struct HumanLoopNameTests {
    @Test(
        "Lower-case letters, digits and inner hyphens are a name, whatever YAML or a shell would make of it",
        arguments: [
            "a", "0", "dup-000017", "stop", "null", "yes", "1e5", "0x1f", "2026-11-22", "a--b",
            String(repeating: "a", count: 63), "a" + String(repeating: "-", count: 61) + "9",
        ]
    )
    func legal(text: String) {
        #expect(HumanLoopName(text)?.rawValue == text)
        #expect(HumanLoopName(text)?.description == text)
        #expect(HumanLoopName(text[...])?.rawValue == text)
        #expect(HumanLoopName.violation(in: text) == nil)
    }

    /// Texts that are no names, and the first thing that is wrong with them.
    static let illegal: [(text: String, violation: HumanLoopNameViolation)] = [
        ("", .empty),
        ("-", .hyphenAtEdge),
        ("-a", .hyphenAtEdge),
        ("a-", .hyphenAtEdge),
        ("Dup-1", .character("D")),
        ("dup_1", .character("_")),
        ("dup 1", .character(" ")),
        ("dup\n", .character("\n")),
        ("a\0b", .character("\0")),
        ("é", .character("é")),
        ("a👩‍👧b", .character("👩‍👧")),
        ("a\u{301}", .character("a\u{301}")),
        ("a/b", .character("/")),
        (String(repeating: "a", count: 64), .tooLong(length: 64)),
        (String(repeating: "a", count: 63) + "-", .tooLong(length: 64)),
        (String(repeating: "a", count: 64) + "!", .character("!")),
    ]

    @Test("Everything else is none, and the violation says why", arguments: illegal)
    func violations(text: String, violation: HumanLoopNameViolation) {
        #expect(HumanLoopName(text) == nil)
        #expect(HumanLoopName.violation(in: text) == violation)
    }
}
