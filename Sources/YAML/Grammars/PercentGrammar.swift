/// A share from `0%` to `100%` with at most two digits after the point, in hundredths of a percent.
package struct PercentGrammar: ValueGrammar {
    /// Reads a share.
    ///
    /// - Returns: basis points, 0 to 10,000.
    package func value(of text: String) throws(ValueViolation) -> Int {
        guard text.hasSuffix("%"), let basisPoints = Self.basisPoints(text.dropLast()), basisPoints <= 10_000 else {
            throw ValueViolation(.number, expected: "a share from 0% to 100% such as 2.5%", text: text)
        }
        return basisPoints
    }

    /// Reads a number with up to two digits after the point, times a hundred.
    ///
    /// - Returns: nil when the text is no such number.
    private static func basisPoints(_ text: Substring) -> Int? {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard let whole = parts.first, (1...3).contains(whole.count), parts.count <= 2 else { return nil }
        let fraction = parts.count == 2 ? Array(parts[1]) : [UInt8(ascii: "0")]
        guard (1...2).contains(fraction.count) else { return nil }
        let padded = fraction + Array(repeating: UInt8(ascii: "0"), count: 2 - fraction.count)
        var number = 0
        for byte in Array(whole) + padded {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return number
    }
}

extension ValueGrammar where Self == PercentGrammar {
    /// A share from `0%` to `100%`, in hundredths of a percent.
    package static var percent: Self { PercentGrammar() }
}
