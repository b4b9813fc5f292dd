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

    /// The failure as an error of the stream, which was read up to a place.
    func error(at mark: TextPosition) -> YAMLReadError {
        if case .source(let error) = failure { return .source(error) }
        return .limit(YAMLLimitError(bound: .streamBytes(limit), mark: mark))
    }

    /// Takes the next bytes, at most `capacity`; none at the end; nil when there is a `failure`.
    func take(_ capacity: Int) -> ArraySlice<UInt8>? {
        guard isFilled() else { return nil }
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
        guard total == 0, isFilled() else { return false }
        let text = chunk.starts(with: [0xEF, 0xBB, 0xBF]) ? chunk.dropFirst(3) : chunk[...]
        let marks = text.lazy.filter { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }.prefix(2)
        guard marks.first == UInt8(ascii: "{"), let second = marks.dropFirst().first else { return false }
        return second == UInt8(ascii: "\"") || second == UInt8(ascii: "}")
    }

    /// Reads the next piece once the one before has been handed out; false when there is a `failure`.
    private func isFilled() -> Bool {
        guard failure == nil, offset == chunk.count else { return failure == nil }
        do {
            chunk = try source.readChunk()
            offset = 0
        } catch {
            failure = .source(error)
        }
        return failure == nil
    }
}
