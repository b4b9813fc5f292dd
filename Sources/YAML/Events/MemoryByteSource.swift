/// Bytes that are in memory already.
package struct MemoryByteSource: ByteSource {
    /// The bytes that have not been read.
    private var rest: [UInt8]

    /// Makes a source of the given bytes.
    package init(_ bytes: [UInt8]) {
        rest = bytes
    }

    /// Makes a source of a text's UTF-8.
    package init(_ text: some StringProtocol) {
        rest = Array(text.utf8)
    }

    /// Reads all the bytes the first time, none afterwards.
    package mutating func readChunk() throws(ByteSourceError) -> [UInt8] {
        defer { rest = [] }
        return rest
    }
}
