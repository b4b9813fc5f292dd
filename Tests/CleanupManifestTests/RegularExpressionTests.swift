@testable import CleanupManifest
import Testing
import YAMLReading

/// Which regular expressions are taken.
@Suite("RegularExpressionGrammar")
struct RegularExpressionTests {
    @Test(
        "an expression that could match for ever is refused",
        arguments: ["^((?:[a-z0-9]+-?)+)x!$", "(a+)+", "(a*)*b", "((ab+)c){2,}", "^(?:(?:x+y)z)+$"]
    )
    func refuses(_ text: String) {
        let violation = #expect(throws: ValueViolation.self) {
            try RegularExpressionGrammar.regularExpression.value(of: text)
        }
        #expect(violation?.problem == "can take for ever on some names")
    }

    @Test(
        "repetitions side by side, bounded ones and those in classes are taken",
        arguments: [
            "^(.+)-[0-9a-f]{8}$", "^a+b*c{2,}$", "(ab)+", "([0-9]{8}-)+", "[(a+)]+", "(a\\+)+", "(a|b)+", "(a+){2}",
        ]
    )
    func takes(_ text: String) throws {
        #expect(try RegularExpressionGrammar.regularExpression.value(of: text) == text)
    }
}
