/// A number above zero in decimal digits, with a fraction or without: `20` or `0.5`.
package struct DecimalGrammar: ValueGrammar {
    /// The greatest number that may be given.
    let maximum: Int

    /// Reads a number.
    package func value(of text: String) throws(ValueViolation) -> Double {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        let areDigits = parts.allSatisfy { part in
            !part.isEmpty && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
        guard areDigits, let number = Double(text), number > 0, number <= Double(maximum) else {
            throw ValueViolation(.number, expected: "a number above 0, at most \(maximum)", text: text)
        }
        return number
    }
}

extension ValueGrammar where Self == DecimalGrammar {
    /// A number above zero, at most a maximum.
    package static func decimal(through maximum: Int) -> Self { DecimalGrammar(maximum: maximum) }
}
