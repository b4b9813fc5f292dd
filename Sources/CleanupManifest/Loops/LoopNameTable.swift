package import HumanLoops

/// Different names of loops, each with the number at which it came, in some forty bytes each.
package struct LoopNameTable: Sendable {
    private static let firstPlaces = 16

    /// The words of all names, one name behind the other.
    private var words = ChunkedArray<UInt64>()
    /// The index of each name's first word; the name ends where the next one begins.
    private var starts = ChunkedArray<UInt32>()
    /// Where names are found: one more than a name's number at its hash or in a place behind it, 0 where nothing is.
    ///
    /// There are a power of two of them, and at least half are free.
    private var places: [UInt32] = Array(repeating: 0, count: Self.firstPlaces)

    package init() {}

    package var count: Int { starts.count }

    package subscript(number: Int) -> HumanLoopName {
        let end = number + 1 < starts.count ? Int(starts[number + 1]) : words.count
        return HumanLoopName(of: words, from: Int(starts[number]), to: end)
    }

    /// Finds the number of a name; nil when the name never came.
    package func number(of name: HumanLoopName) -> Int? {
        let place = places[self.place(of: name)]
        return place == 0 ? nil : Int(place) - 1
    }

    /// Takes a name in, unless it came before, and returns its number: for a new name that of the names before.
    package mutating func add(_ name: HumanLoopName) -> Int {
        let place = place(of: name)
        guard places[place] == 0 else { return Int(places[place]) - 1 }
        starts.append(UInt32(words.count))
        for index in 0..<name.octets.wordCount { words.append(name.octets[word: index]) }
        places[place] = UInt32(starts.count)
        if starts.count * 2 > places.count { makeRoom() }
        return starts.count - 1
    }

    /// The place in which a name is found, or, when it never came, the free one that is its.
    private func place(of name: HumanLoopName) -> Int {
        let mask = places.count - 1
        var place = name.hashValue & mask
        while places[place] != 0, self[Int(places[place]) - 1] != name { place = (place + 1) & mask }
        return place
    }

    private mutating func makeRoom() {
        places = Array(repeating: 0, count: places.count * 2)
        for number in 0..<starts.count { places[place(of: self[number])] = UInt32(number + 1) }
    }
}

extension HumanLoopName {
    /// Takes a name back out of the words of many names, which lie one behind the other; it is not looked at again.
    init(of words: ChunkedArray<UInt64>, from start: Int, to end: Int) {
        var name: NameOctets.Words = (0, 0, 0, 0, 0, 0, 0, 0)
        // A name has a first word, and hardly any has more than four.
        name.0 = words[start]
        if start + 1 < end { name.1 = words[start + 1] }
        if start + 2 < end { name.2 = words[start + 2] }
        if start + 3 < end { name.3 = words[start + 3] }
        if start + 4 < end { name.4 = words[start + 4] }
        if start + 5 < end { name.5 = words[start + 5] }
        if start + 6 < end { name.6 = words[start + 6] }
        if start + 7 < end { name.7 = words[start + 7] }
        let count = (end - start) * 8 - words[end - 1].trailingZeroBitCount / 8
        self.init(checked: NameOctets(name, count: count))
    }
}

/// A list that grows without moving what it holds: a million small values cost their own size, and no second copy of it.
struct ChunkedArray<Element>: RandomAccessCollection {
    /// How many elements a chunk has, as a power of two: 16,384.
    private static var chunkBits: Int { 14 }
    private static var chunkSize: Int { 1 << chunkBits }

    /// The chunks, all but the last of them full.
    private var chunks: [[Element]] = []
    private(set) var endIndex = 0

    var startIndex: Int { 0 }

    subscript(index: Int) -> Element {
        get { chunks[index >> Self.chunkBits][index & (Self.chunkSize - 1)] }
        set { chunks[index >> Self.chunkBits][index & (Self.chunkSize - 1)] = newValue }
    }

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
