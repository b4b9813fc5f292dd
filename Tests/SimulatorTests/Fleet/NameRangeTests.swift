@testable import Simulator
import HumanLoops
import Testing
import YAML

/// Names that stand for many.
@Suite struct NameRangeGrammarTests {
    @Test(
        "a range makes its names in order",
        arguments: [
            ("dup", ["dup"]),
            ("dup-{1..3}", ["dup-1", "dup-2", "dup-3"]),
            ("dup-{9..11}", ["dup-9", "dup-10", "dup-11"]),
            ("dup-{009..011}", ["dup-009", "dup-010", "dup-011"]),
            ("dup-{0..1}-x", ["dup-0-x", "dup-1-x"]),
            ("{7..7}", ["7"]),
        ]
    )
    func names(text: String, expected: [String]) throws {
        let range = try NameRangeGrammar().value(of: text)
        #expect(range.names.map(\.rawValue) == expected)
        #expect(range.count == expected.count)
    }

    @Test(
        "what makes no legal names is refused",
        arguments: [
            "", "Dup-{1..3}", "dup-{3..1}", "dup-{1..}", "dup-{..3}", "dup-{a..b}", "dup-{-1..3}", "dup-{1...3}",
            "dup-{}",
            "dup-}1..3{", "{1..2}-{1..2}", "{1..2}-", "-{1..2}", "dup-{1..99999999}", "dup-{1..99999999999999999999}",
            "dup-000000000000000000000000000000000000000000000000000000000-{1..100}",
        ]
    )
    func refuses(text: String) {
        #expect(throws: ValueViolation.self) { try NameRangeGrammar().value(of: text) }
    }
}
