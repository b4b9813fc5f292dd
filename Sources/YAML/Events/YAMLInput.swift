/// What the parser reads from: a source cut to the sizes it asks for, with a bound on the whole.
final class YAMLInput {
    private var source: any ByteSource
    let limit: Int
    private var chunk: [UInt8] = []
    private var offset = 0
    private var total = 0
    /// Why no more bytes are handed out; nil while they are.
    private(set) var failure: Failure?

    enum Failure {
        case source(ByteSourceError)
        case tooLong
    }

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

    /// Whether the text begins like a JSON object: with `{` and then `"` or `}`.
    ///
    /// Nothing is handed out by this; of the text the first piece is looked at, at most.
    func looksLikeJSON() -> Bool {
        guard failure == nil, total == 0 else { return false }
        if chunk.isEmpty {
            do {
                chunk = try source.readChunk()
            } catch {
                failure = .source(error)
                return false
            }
        }
        let text = chunk.starts(with: [0xEF, 0xBB, 0xBF]) ? chunk.dropFirst(3) : chunk[...]
        let marks = text.lazy.filter { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }.prefix(2)
        guard marks.first == UInt8(ascii: "{"), let second = marks.dropFirst().first else { return false }
        return second == UInt8(ascii: "\"") || second == UInt8(ascii: "}")
    }
}
