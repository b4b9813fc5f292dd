@testable import Simulator
import Testing
import YAML

/// How faults are written in a flag.
@Suite struct FaultRuleGrammarTests {
    @Test(
        "a rule is read",
        arguments: [
            ("delete:drop-after=5%", FaultRule(operation: .delete, kind: .dropAfter, basisPoints: 500)),
            ("describe:server-error=100%", FaultRule(operation: .describe, kind: .serverError, basisPoints: 10_000)),
            ("all:throttle=0%", FaultRule(operation: nil, kind: .throttle, basisPoints: 0)),
            ("list:slowBody=0.5%", FaultRule(operation: .list, kind: .slowBody, basisPoints: 50)),
        ]
    )
    func reads(text: String, expected: FaultRule) throws {
        #expect(try FaultRuleGrammar.faultRule.value(of: text) == expected)
    }

    @Test(
        "what is no rule is told in words",
        arguments: [
            ("", "must be OPERATION:KIND=SHARE%, such as delete:drop-after=5% (is '')"),
            ("delete=5%", "must be OPERATION:KIND=SHARE%, such as delete:drop-after=5% (is 'delete=5%')"),
            ("remove:throttle=5%", "names no operation with 'remove': describe, list, start, stop, delete or all"),
            ("stop:throttle=101%", "must be a share from 0% to 100% such as 2.5% (is '101%')"),
            ("stop:throttle=-1%", "must be a share from 0% to 100% such as 2.5% (is '-1%')"),
            ("stop:throttle=5", "must be a share from 0% to 100% such as 2.5% (is '5')"),
            ("stop:throttle=", "must be a share from 0% to 100% such as 2.5% (is '')"),
        ]
    )
    func refuses(text: String, problem: String) {
        let violation = #expect(throws: ValueViolation.self) { try FaultRuleGrammar.faultRule.value(of: text) }
        #expect(violation?.problem == problem)
    }

    @Test("an unknown fault is answered with those there are, and the nearest")
    func unknownKind() {
        let violation = #expect(throws: ValueViolation.self) {
            try FaultRuleGrammar.faultRule.value(of: "stop:drop-afer=5%")
        }
        #expect(
            violation?.problem
                == "names no fault with 'drop-afer': server-error, server-error-after, throttle, drop-before, drop-after, "
                + "slow-body, truncated, malformed, unknown-status"
        )
        #expect(violation?.help == "did you mean 'drop-after'?")
    }
}
