import Support
package import YAML

/// How large a share of an operation's calls goes wrong in one way.
package struct FaultRule: Sendable, Hashable {
    /// Whose calls go wrong; nil for those of every operation.
    package var operation: SimulatedOperation?
    package var kind: FaultKind
    /// Their share in hundredths of a percent, 0 to 10,000.
    package var basisPoints: Int
}

/// A way in which a call goes wrong; the raw value is its key in a fleet file.
package enum FaultKind: String, CaseIterable, Sendable {
    case serverError
    /// 500, and the service has acted all the same.
    case serverErrorAfter
    /// 429, and the service has not acted.
    case throttle
    /// The connection is closed without an answer; the service has not acted.
    case dropBefore
    /// The connection is closed without an answer; the service has acted.
    case dropAfter
    /// The service acts, and the answer's body comes `ServiceBehaviour.slowBody` after its head.
    case slowBody
    /// The service acts, and the connection is closed in the middle of the answer's body.
    case truncated
    /// The service acts, and the answer is a 200 with a page of HTML.
    case malformed
    /// The service acts, and answers with a status that no model knows.
    case unknownStatus

    /// Whether the call goes wrong before the service acts, which it then does not.
    var isBeforeAction: Bool { self == .throttle || self == .serverError || self == .dropBefore }

    /// The kind as a flag spells it, such as `drop-after`.
    package var flagName: String { rawValue.map { $0.isUppercase ? "-\($0.lowercased())" : "\($0)" }.joined() }
}

/// A fault as a flag gives it: `OPERATION:KIND=SHARE%`, such as `delete:drop-after=5%`.
///
/// The operation `all` stands for every one; a kind may also be written as in a fleet file (`dropAfter`).
package struct FaultRuleGrammar: ValueGrammar {
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

    private func operation(_ text: String) throws(ValueViolation) -> SimulatedOperation? {
        if text == "all" { return nil }
        if let operation = SimulatedOperation(rawValue: text) { return operation }
        let known = SimulatedOperation.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValueViolation(.fault, "names no operation with \(SanitizedText.quoted(text)): \(known) or all")
    }

    private func kind(_ text: String) throws(ValueViolation) -> FaultKind {
        if let kind = FaultKind.allCases.first(where: { $0.flagName == text || $0.rawValue == text }) { return kind }
        let known = FaultKind.allCases.map(\.flagName)
        let help = Spelling.suggestion(for: text, among: known).map { "did you mean '\($0)'?" }
        let problem = "names no fault with \(SanitizedText.quoted(text)): \(known.joined(separator: ", "))"
        throw ValueViolation(.fault, problem, help: help)
    }
}

extension ValueGrammar where Self == FaultRuleGrammar {
    package static var faultRule: Self { FaultRuleGrammar() }
}

/// How large a share of each operation's calls goes wrong, and how; none by default.
package struct FaultShares: Sendable, Hashable {
    private var shares: [SimulatedOperation: [FaultKind: Int]] = [:]

    /// Makes shares out of rules; a later rule replaces an earlier one of the same operation and kind.
    package init(_ rules: [FaultRule] = []) { for rule in rules { apply(rule) } }

    package mutating func apply(_ rule: FaultRule) {
        for operation in rule.operation.map({ [$0] }) ?? SimulatedOperation.allCases {
            shares[operation, default: [:]][rule.kind] = rule.basisPoints
        }
    }

    /// The first operation whose shares add up to more than all its calls; nil when there is none.
    package var overbookedOperation: SimulatedOperation? {
        SimulatedOperation.allCases.first { (shares[$0]?.values.reduce(0, +) ?? 0) > 10_000 }
    }

    /// Decides how one call goes wrong, by a random number from 0 to 9,999; nil when it goes well.
    func fault(of operation: SimulatedOperation, draw: Int) -> FaultKind? {
        guard let shares = shares[operation] else { return nil }
        var bound = 0
        // In the fixed order of the kinds: a dictionary's own order would change from run to run.
        for kind in FaultKind.allCases {
            bound += shares[kind] ?? 0
            if draw < bound { return kind }
        }
        return nil
    }
}
