import HumanLoops
package import YAML

/// An age such as `2h`, or a moment such as `2026-11-22T10:00:00Z`.
package struct CreationRuleGrammar: ValueGrammar {
    /// Reads a rule.
    package func value(of text: String) throws(ValueViolation) -> CreationRule {
        if let moment = Timestamp(rfc3339: text) { return .at(moment) }
        if let age = try? Duration(durationText: text) { return .age(age) }
        throw ValueViolation(
            .timestamp,
            expected: "an age such as 2h or a time such as 2026-11-22T10:00:00Z",
            text: text
        )
    }
}

extension ValueGrammar where Self == CreationRuleGrammar {
    /// An age or a moment.
    package static var creationRule: Self { CreationRuleGrammar() }
}
