/// What the parser reads from: a source cut to the sizes it asks for, with a bound on the whole.
final class YAMLInput {
    /// Where the bytes come from.
    private var source: any ByteSource
    /// How many bytes may be handed out in all.
    private let limit: Int
    /// The piece being handed out.
    private var chunk: [UInt8] = []
    /// How much of the piece has been handed out.
    private var offset = 0
    /// How many bytes have been handed out.
    private var total = 0
    /// Why no more bytes are handed out; nil while they are.
    private(set) var failure: Failure?

    /// Why no more bytes are handed out.
    enum Failure {
        /// The source cannot give them.
        case source(ByteSourceError)
        /// There are more than may be.
        case tooLong
    }

    /// Makes an input of all of a source's bytes, at most `limit`.
    init(_ source: any ByteSource, limit: Int) {
        self.source = source
        self.limit = limit
    }

    /// Takes the next bytes.
    ///
    /// - Returns: at most `capacity` bytes; none at the end; nil when there is a `failure`.
    func take(_ capacity: Int) -> ArraySlice<UInt8>? {
        guard failure == nil else { return nil }
        if offset == chunk.count {
            do {
                chunk = try source.readChunk()
                offset = 0
            } catch {
                failure = .source(error)
                return nil
            }
        }
        let piece = chunk[offset..<min(offset + capacity, chunk.count)]
        guard piece.count <= limit - total else {
            failure = .tooLong
            return nil
        }
        offset = piece.endIndex
        total += piece.count
        return piece
    }
}
