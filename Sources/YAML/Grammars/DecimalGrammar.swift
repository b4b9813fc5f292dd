/// A number in decimal digits, with a fraction or without, that is not too small to divide by: `20` or `0.5`.
package struct DecimalGrammar: ValueGrammar {
    /// The least number that may be given.
    package static let minimum = 0.001

    /// The greatest number that may be given.
    let maximum: Int

    /// Reads a number.
    package func value(of text: String) throws(ValueViolation) -> Double {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        let areDigits = parts.allSatisfy { part in
            !part.isEmpty && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
        guard areDigits, let number = Double(text), (Self.minimum...Double(maximum)).contains(number) else {
            throw ValueViolation(.number, expected: "a number from \(Self.minimum) to \(maximum)", text: text)
        }
        return number
    }
}

extension ValueGrammar where Self == DecimalGrammar {
    /// A number from a thousandth to a maximum.
    package static func decimal(through maximum: Int) -> Self { DecimalGrammar(maximum: maximum) }
}
