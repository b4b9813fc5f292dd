import YAML

/// Bytes that come in pieces of one size, and after them a failure if one is wanted.
struct ScriptedByteSource: ByteSource {
    /// The bytes that have not been read.
    private var rest: ArraySlice<UInt8>
    /// How many bytes a piece has.
    private let pieceSize: Int
    /// What is thrown at the end; nil for an ordinary end.
    private let failure: ByteSourceError?

    /// Makes a source of a text's UTF-8.
    init(_ text: String, pieceSize: Int = 1, failure: ByteSourceError? = nil) {
        rest = Array(text.utf8)[...]
        self.pieceSize = pieceSize
        self.failure = failure
    }

    /// Reads the next piece.
    mutating func readChunk() throws(ByteSourceError) -> [UInt8] {
        if rest.isEmpty, let failure { throw failure }
        defer { rest = rest.dropFirst(pieceSize) }
        return Array(rest.prefix(pieceSize))
    }
}
