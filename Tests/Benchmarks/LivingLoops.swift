/// Which of many numbered loops there still are: a bit for each, found again in either direction.
struct LivingLoops: Sendable {
    /// How many loops there were.
    let count: Int
    /// A bit for each loop.
    private var words: [UInt64]

    /// Starts with all of them.
    init(count: Int) {
        self.count = count
        words = Array(repeating: .max, count: count / 64 + 1)
        words[count / 64] = (1 << UInt64(count % 64)) - 1
    }

    /// Whether a loop is there.
    func contains(_ index: Int) -> Bool { words[index / 64] & (1 << UInt64(index % 64)) != 0 }

    /// How many there are.
    var remaining: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// Takes a loop away.
    mutating func remove(_ index: Int) { words[index / 64] &= ~(1 << UInt64(index % 64)) }

    /// The first loop at an index or after it.
    ///
    /// - Returns: nil when there is none.
    func first(from index: Int) -> Int? {
        guard index < count else { return nil }
        var (place, word) = (index / 64, words[index / 64] & (.max << UInt64(index % 64)))
        while word == 0 {
            place += 1
            guard place < words.count else { return nil }
            word = words[place]
        }
        return place * 64 + word.trailingZeroBitCount
    }

    /// The last loop at an index or before it.
    ///
    /// - Returns: nil when there is none.
    func last(upTo index: Int) -> Int? {
        guard index >= 0 else { return nil }
        var (place, word) = (index / 64, words[index / 64] & (.max >> UInt64(63 - index % 64)))
        while word == 0 {
            place -= 1
            guard place >= 0 else { return nil }
            word = words[place]
        }
        return place * 64 + 63 - word.leadingZeroBitCount
    }
}
