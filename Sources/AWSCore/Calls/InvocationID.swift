/// The id of one call, the same in all its attempts: a random UUID (RFC 9562, version 4).
struct InvocationID: Hashable, Sendable, CustomStringConvertible {
    /// The id in its usual form, in lower case.
    let description: String

    /// Makes an id out of random bits, six of which are overwritten by the version and the variant.
    init(_ high: UInt64, _ low: UInt64) {
        let high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x0000_0000_0000_4000
        let low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        let digits = Self.hexadecimal(high) + Self.hexadecimal(low)
        var text = ""
        var index = digits.startIndex
        for length in [8, 4, 4, 4, 12] {
            let end = digits.index(index, offsetBy: length)
            text += (text.isEmpty ? "" : "-") + digits[index..<end]
            index = end
        }
        description = text
    }

    /// Writes sixteen hexadecimal digits.
    private static func hexadecimal(_ bits: UInt64) -> String {
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
