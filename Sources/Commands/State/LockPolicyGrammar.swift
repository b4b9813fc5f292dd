import YAML

/// What a run does about another one: `fail`, `wait=5m` or `off`.
struct LockPolicyGrammar: ValueGrammar {
    /// Reads a policy.
    func value(of text: String) throws(ValueViolation) -> LockPolicy {
        switch text {
        case "fail": return .fail
        case "off": return .off
        default:
            let prefix = "wait="
            guard text.hasPrefix(prefix) else {
                throw ValueViolation(.text, expected: "fail, off or wait=5m", text: text)
            }
            return .wait(try DurationGrammar.positiveDuration.value(of: String(text.dropFirst(prefix.count))))
        }
    }
}

extension ValueGrammar where Self == LockPolicyGrammar {
    /// What a run does about another one.
    static var lockPolicy: Self { LockPolicyGrammar() }
}
