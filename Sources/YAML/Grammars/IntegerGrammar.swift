/// A whole number within a range, in decimal digits without a sign.
package struct IntegerGrammar: ValueGrammar {
    /// The numbers that may be given.
    let range: ClosedRange<Int>

    /// Reads a number; zeros in front are refused, because YAML has read them as octal.
    package func value(of text: String) throws(ValueViolation) -> Int {
        let isDecimal = text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let hasLeadingZero = text.utf8.count > 1 && text.hasPrefix("0")
        guard isDecimal, !hasLeadingZero, let number = Int(text), range.contains(number) else {
            let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
            throw ValueViolation(.number, expected: expected, text: text)
        }
        return number
    }
}

extension ValueGrammar where Self == IntegerGrammar {
    /// A whole number within a range, not below zero.
    package static func integer(_ range: ClosedRange<Int>) -> Self { IntegerGrammar(range: range) }
}
