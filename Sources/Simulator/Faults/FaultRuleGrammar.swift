import Support
package import YAML

/// A fault as a flag gives it: `OPERATION:KIND=SHARE%`, such as `delete:drop-after=5%`.
///
/// The operation `all` stands for every one; a kind may also be written as in a fleet file (`dropAfter`).
package struct FaultRuleGrammar: ValueGrammar {
    /// Reads a rule.
    package func value(of text: String) throws(ValueViolation) -> FaultRule {
        guard let colon = text.firstIndex(of: ":"), let equals = text.lastIndex(of: "="), colon < equals else {
            throw ValueViolation(.fault, expected: "OPERATION:KIND=SHARE%, such as delete:drop-after=5%", text: text)
        }
        let share = String(text[text.index(after: equals)...])
        return FaultRule(
            operation: try operation(String(text[..<colon])),
            kind: try kind(String(text[text.index(after: colon)..<equals])),
            basisPoints: try PercentGrammar.percent.value(of: share)
        )
    }

    /// Reads the name of an operation.
    ///
    /// - Returns: nil for `all`.
    private func operation(_ text: String) throws(ValueViolation) -> SimulatedOperation? {
        if text == "all" { return nil }
        if let operation = SimulatedOperation(rawValue: text) { return operation }
        let known = SimulatedOperation.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValueViolation(.fault, "names no operation with \(SanitizedText.quoted(text)): \(known) or all")
    }

    /// Reads the name of a kind of fault.
    private func kind(_ text: String) throws(ValueViolation) -> FaultKind {
        if let kind = FaultKind.allCases.first(where: { $0.flagName == text || $0.rawValue == text }) { return kind }
        let known = FaultKind.allCases.map(\.flagName)
        let help = Spelling.suggestion(for: text, among: known).map { "did you mean '\($0)'?" }
        let problem = "names no fault with \(SanitizedText.quoted(text)): \(known.joined(separator: ", "))"
        throw ValueViolation(.fault, problem, help: help)
    }
}

extension ValueGrammar where Self == FaultRuleGrammar {
    /// A fault as a flag gives it.
    package static var faultRule: Self { FaultRuleGrammar() }
}
