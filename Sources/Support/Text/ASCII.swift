extension UInt8 {
    /// Whether the byte is one of `0-9`.
    @inlinable package var isASCIIDigit: Bool { (0x30...0x39).contains(self) }

    /// Whether the byte is one of `A-Z` and `a-z`.
    @inlinable package var isASCIILetter: Bool { (0x61...0x7A).contains(self | 0x20) }

    /// The value of a hexadecimal digit; nil when the byte is not one.
    @inlinable package var hexadecimalValue: UInt8? {
        if isASCIIDigit { return self - 0x30 }
        let letter = self | 0x20
        return (0x61...0x66).contains(letter) ? letter - 0x61 + 10 : nil
    }
}
