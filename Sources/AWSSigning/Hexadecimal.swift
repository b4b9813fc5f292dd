/// Bytes as lower-case hexadecimal text.
package enum Hexadecimal {
    /// The sixteen digits.
    private static let digits = Array("0123456789abcdef".utf8)

    /// Writes two digits for each byte.
    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(2 * bytes.underestimatedCount)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 0xF)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
