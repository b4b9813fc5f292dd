/// Text whose escapes are undone one layer at a time, each byte with its place in the text that there was.
///
/// Undone are the escapes of URLs (`%2F`), of JSON (`\u002f`, `\/`) and of XML (`&#47;`, `&#x2f;`, `&amp;`), as far as
/// they stand for ASCII: no secret has anything else.
struct EscapedText {
    /// The text as far as it is undone.
    private(set) var bytes: [UInt8]
    /// Where each byte begins in the text that there was, and after the last where that ends.
    private var places: [Int]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        places = Array(0...bytes.count)
    }

    /// Whether an escape may begin with a byte.
    static func opensEscape(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "%") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "&")
    }

    /// Undoes one layer of escapes; false when there was none.
    mutating func unescape() -> Bool {
        var result: [UInt8] = []
        var resultPlaces: [Int] = []
        result.reserveCapacity(bytes.count)
        resultPlaces.reserveCapacity(bytes.count + 1)
        var index = 0
        var isChanged = false
        while index < bytes.count {
            let (byte, length) = character(at: index)
            result.append(byte)
            resultPlaces.append(places[index])
            index += length
            if length > 1 { isChanged = true }
        }
        resultPlaces.append(places[bytes.count])
        (bytes, places) = (result, resultPlaces)
        return isChanged
    }

    /// Where a range of the bytes is in the text that there was.
    func source(of range: Range<Int>) -> Range<Int> { places[range.lowerBound]..<places[range.upperBound] }

    /// Reads one character, escaped or not: the byte that it stands for, and how many bytes it takes.
    private func character(at index: Int) -> (byte: UInt8, length: Int) {
        guard Self.opensEscape(bytes[index]) else { return (bytes[index], 1) }
        let rest = bytes[(index + 1)...]
        switch bytes[index] {
        case UInt8(ascii: "%"):
            if let byte = Self.number(rest.prefix(2), radix: 16, digits: 2...2) { return (byte, 3) }
        case UInt8(ascii: "\\"):
            if rest.first == UInt8(ascii: "u"),
                let byte = Self.number(rest.dropFirst().prefix(4), radix: 16, digits: 4...4)
            {
                return (byte, 6)
            }
            if let next = rest.first, [UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "\"")].contains(next) {
                return (next, 2)
            }
        case UInt8(ascii: "&"):
            let name = rest.prefix { $0 != UInt8(ascii: ";") }.prefix(8)
            if bytes.indices.contains(name.endIndex), bytes[name.endIndex] == UInt8(ascii: ";"),
                let byte = Self.entity(name)
            {
                return (byte, name.count + 2)
            }
        default: break
        }
        return (bytes[index], 1)
    }

    /// The ASCII character that an entity of XML stands for (XML 1.0, sections 4.1 and 4.6); nil for any other.
    private static func entity(_ name: ArraySlice<UInt8>) -> UInt8? {
        if name.first == UInt8(ascii: "#") {
            let digits = name.dropFirst()
            let isHexadecimal = digits.first.map { $0 | 0x20 } == UInt8(ascii: "x")
            return isHexadecimal
                ? number(digits.dropFirst(), radix: 16, digits: 1...6) : number(digits, radix: 10, digits: 1...7)
        }
        let entities = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"] as [String: Unicode.Scalar]
        return entities[String(decoding: name, as: UTF8.self)].map { UInt8(ascii: $0) }
    }

    /// Reads the number of an ASCII character; nil when it is none.
    private static func number(_ text: ArraySlice<UInt8>, radix: Int, digits: ClosedRange<Int>) -> UInt8? {
        guard digits.contains(text.count), text.allSatisfy({ $0.hexadecimalValue != nil }),
            let number = UInt8(String(decoding: text, as: UTF8.self), radix: radix), number < 0x80
        else { return nil }
        return number
    }
}
