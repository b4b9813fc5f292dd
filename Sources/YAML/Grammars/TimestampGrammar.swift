package import HumanLoops

/// A moment as RFC 3339 writes it: `2026-11-22T10:00:00Z`.
package struct TimestampGrammar: ValueGrammar {
    /// Reads a moment.
    package func value(of text: String) throws(ValueViolation) -> Timestamp {
        if let timestamp = Timestamp(rfc3339: text) { return timestamp }
        throw ValueViolation(
            .timestamp,
            expected: "a time such as 2026-11-22T10:00:00Z",
            text: text,
            help: Self.help(for: text)
        )
    }

    /// Finds what is missing from a text that is nearly a time.
    private static func help(for text: String) -> String? {
        let completions = [
            ("T00:00:00Z", "add a time of day and a zone"), ("Z", "add a zone"), (":00Z", "add seconds and a zone"),
        ]
        for (ending, advice) in completions where Timestamp(rfc3339: text + ending) != nil {
            return "\(advice): \(text)\(ending)"
        }
        let withT = text.split(separator: " " as Character, maxSplits: 1).joined(separator: "T")
        return withT != text && Timestamp(rfc3339: withT) != nil ? "write a 'T' for the space: \(withT)" : nil
    }
}

extension ValueGrammar where Self == TimestampGrammar {
    /// A moment as RFC 3339 writes it.
    package static var timestamp: Self { TimestampGrammar() }
}
