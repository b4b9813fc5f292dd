/// A list that grows without moving what it holds: a million small values cost their own size, and no second copy of it.
struct ChunkedArray<Element>: RandomAccessCollection {
    /// How many elements a chunk has, as a power of two: 16,384.
    private static var chunkBits: Int { 14 }
    /// How many elements a chunk has.
    private static var chunkSize: Int { 1 << chunkBits }

    /// The chunks, all but the last of them full.
    private var chunks: [[Element]] = []
    /// How many elements there are.
    private(set) var endIndex = 0

    /// The index of the first element.
    var startIndex: Int { 0 }

    /// The element at an index.
    subscript(index: Int) -> Element {
        get { chunks[index >> Self.chunkBits][index & (Self.chunkSize - 1)] }
        set { chunks[index >> Self.chunkBits][index & (Self.chunkSize - 1)] = newValue }
    }

    /// Adds an element behind the last.
    mutating func append(_ element: Element) {
        if endIndex & (Self.chunkSize - 1) == 0 {
            var chunk: [Element] = []
            // A short list stays as small as any other.
            if endIndex > 0 { chunk.reserveCapacity(Self.chunkSize) }
            chunks.append(chunk)
        }
        chunks[chunks.count - 1].append(element)
        endIndex += 1
    }
}

extension ChunkedArray: Sendable where Element: Sendable {}
