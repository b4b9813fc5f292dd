package import HumanLoops

/// Different names of loops, each with the number at which it came, in some forty bytes each.
package struct LoopNameTable: Sendable {
    /// How many places there are at first.
    private static let firstPlaces = 16

    /// The words of all names, one name behind the other.
    private var words = ChunkedArray<UInt64>()
    /// The index of each name's first word; the name ends where the next one begins.
    private var starts = ChunkedArray<UInt32>()
    /// Where names are found: one more than a name's number at its hash or in a place behind it, 0 where nothing is.
    ///
    /// There are a power of two of them, and at least half are free.
    private var places: [UInt32] = Array(repeating: 0, count: Self.firstPlaces)

    /// Makes an empty table.
    package init() {}

    /// How many names there are.
    package var count: Int { starts.count }

    /// The name of a number.
    package subscript(number: Int) -> HumanLoopName {
        let end = number + 1 < starts.count ? Int(starts[number + 1]) : words.count
        return HumanLoopName(of: words, from: Int(starts[number]), to: end)
    }

    /// Finds the number of a name.
    ///
    /// - Returns: nil when the name never came.
    package func number(of name: HumanLoopName) -> Int? {
        let place = places[self.place(of: name)]
        return place == 0 ? nil : Int(place) - 1
    }

    /// Takes a name in, unless it came before.
    ///
    /// - Returns: its number: for a new name that of the names before.
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

    /// Doubles the places.
    private mutating func makeRoom() {
        places = Array(repeating: 0, count: places.count * 2)
        for number in 0..<starts.count { places[place(of: self[number])] = UInt32(number + 1) }
    }
}
