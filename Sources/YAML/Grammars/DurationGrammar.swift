/// A duration: a whole number with its unit, `250ms`, `90s`, `30m`, `2h` or `7d`.
package struct DurationGrammar: ValueGrammar {
    /// The shortest duration that may be given.
    let minimum: Duration

    /// Reads a duration.
    package func value(of text: String) throws(ValueViolation) -> Duration {
        let duration = try Duration(durationText: text)
        guard duration >= minimum else {
            let expected = minimum == .milliseconds(1) ? "greater than zero" : "at least \(minimum.durationText)"
            throw ValueViolation(.duration, expected: expected, text: text)
        }
        return duration
    }
}

extension ValueGrammar where Self == DurationGrammar {
    /// A duration that is not shorter than a minimum, by default zero.
    package static func duration(atLeast minimum: Duration = .zero) -> Self { DurationGrammar(minimum: minimum) }

    /// A duration greater than zero.
    package static var positiveDuration: Self { DurationGrammar(minimum: .milliseconds(1)) }
}
