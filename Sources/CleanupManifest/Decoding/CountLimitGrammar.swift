import YAML

/// A count of loops, `12`, or a share of them, `7.5%`.
struct CountLimitGrammar: ValueGrammar {
    /// Reads a limit.
    func value(of text: String) throws(ValueViolation) -> CountLimit {
        if text.hasSuffix("%") { return .share(basisPoints: try PercentGrammar.percent.value(of: text)) }
        do {
            return .count(try IntegerGrammar.integer(0...ManifestReader.maximumCount).value(of: text))
        } catch {
            throw ValueViolation(.number, expected: "a count such as 12 or a share such as 50%", text: text)
        }
    }
}

extension ValueGrammar where Self == CountLimitGrammar {
    /// A count of loops or a share of them.
    static var countLimit: Self { CountLimitGrammar() }
}
