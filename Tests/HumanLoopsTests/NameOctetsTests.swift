import HumanLoops
import Testing

/// Names packed into words, against the same rules spelled out.
@Suite struct NameOctetsTests {
    /// Whether bytes are a name, by the service's pattern `^[a-z0-9](-*[a-z0-9])*$`.
    private static func isName(_ bytes: [UInt8]) -> Bool {
        let inner = Set("abcdefghijklmnopqrstuvwxyz0123456789-".utf8)
        let hyphen = UInt8(ascii: "-")
        return (1...63).contains(bytes.count) && bytes.allSatisfy(inner.contains) && bytes.first != hyphen
            && bytes.last != hyphen
    }

    @Test("Each byte is allowed where the pattern allows it", arguments: [1, 2, 7, 8, 9, 16, 17, 62, 63])
    func everyByte(length: Int) throws {
        for position in Set([0, length / 2, length - 1]) {
            for byte in UInt8.min...UInt8.max {
                var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: length)
                bytes[position] = byte
                let octets = try #require(NameOctets(bytes))
                #expect(octets.count == length)
                #expect(octets[position] == byte)
                #expect((HumanLoopName(octets) != nil) == Self.isName(bytes), "\(byte) at \(position) of \(length)")
            }
        }
    }

    @Test("64 bytes do not fit")
    func tooLong() {
        #expect(NameOctets([UInt8](repeating: 97, count: 64)) == nil)
    }

    @Test("Names compare as their texts do")
    func order() throws {
        let texts = [
            "0", "1", "a", "a-b", "aa", "ab", "abcdefg", "abcdefgh", "abcdefgha", "abcdefghb", "b",
            String(repeating: "z", count: 62), String(repeating: "z", count: 63),
        ]
        let names = try texts.map { try #require(HumanLoopName($0)) }
        for (one, first) in zip(texts, names) {
            for (other, second) in zip(texts, names) {
                #expect((first < second) == (Array(one.utf8).lexicographicallyPrecedes(Array(other.utf8))))
                #expect((first == second) == (one == other))
            }
        }
    }
}
