/// A short plain scalar on one line, without anchor and tag: what nearly all the items of long lists are.
///
/// Its bytes are kept in the value itself, and text is made of them only for those who ask.
package struct YAMLWord: Sendable {
    /// How many bytes the longest one has.
    package static let maximumLength = 63
    /// Eight words of bytes, the first byte highest, with zeros behind the last one.
    package typealias Words = (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)

    package let words: Words
    /// How many bytes there are, 1 to 63.
    package let count: Int
    package let start: TextPosition
    /// How many code points it has.
    package let width: Int

    /// Copies a word of 1 to 63 bytes.
    init(_ bytes: UnsafeBufferPointer<UInt8>, start: TextPosition, width: Int) {
        precondition((1...Self.maximumLength).contains(bytes.count), "\(bytes.count) bytes in 63")
        var words: Words = (0, 0, 0, 0, 0, 0, 0, 0)
        // The bytes are fewer than the words hold.
        unsafe withUnsafeMutableBytes(of: &words) { unsafe $0.copyMemory(from: UnsafeRawBufferPointer(bytes)) }
        self.words = (
            words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian,
            words.4.bigEndian, words.5.bigEndian, words.6.bigEndian, words.7.bigEndian
        )
        count = bytes.count
        self.start = start
        self.width = width
    }

    var text: String {
        let bytes = [words.0, words.1, words.2, words.3, words.4, words.5, words.6, words.7].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - $0 * 8)) }
        }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    var event: YAMLEvent {
        let end = TextPosition(line: start.line, column: start.column + width)
        return YAMLEvent(content: .scalar(YAMLScalar(text: text)), start: start, end: end)
    }
}
