import HumanLoops

/// A loop that a table has a second time.
struct LoopRepetition: Hashable {
    var first: Int
    var again: Int
}

extension LoopTable {
    /// Finds the names that are in the table more than once.
    ///
    /// Looking each name up as it comes would wait for a far place of memory each time. Instead the names are put into
    /// groups by their hashes, a few thousand each, and looked up within their group, which stays near the processor.
    ///
    /// - Returns: each loop whose name an earlier one has, in the order of the table.
    func repetitions() -> [LoopRepetition] {
        // In a list that a machine wrote, each name mostly comes after the one before, and none can be there twice.
        guard !isAscending else { return [] }
        let seed = UInt64(truncatingIfNeeded: Hasher().finalize())
        var repetitions: [LoopRepetition] = []
        var slots: [UInt64] = []
        for group in groups(seed: seed) { look(in: group, &slots, &repetitions) }
        return repetitions.sorted { $0.again < $1.again }
    }

    /// How many names a group has, about, as a power of two: 2,048, with which a group takes 32 KiB to look up.
    private static var groupBits: Int { 11 }

    /// Puts the loops into groups of the same highest bits of their hashes, each in the order of the table.
    ///
    /// - Returns: for each loop half of its name's hash above, its index below.
    private func groups(seed: UInt64) -> [ArraySlice<UInt64>] {
        let bits = Swift.max(0, Int.bitWidth - count.leadingZeroBitCount - Self.groupBits)
        var entries: [UInt64] = []
        entries.reserveCapacity(count)
        var ends = Array(repeating: 0, count: 1 << bits)
        for index in indices {
            let entry = Self.hash(of: name(at: index), seed: seed) | UInt64(index)
            entries.append(entry)
            ends[Self.group(of: entry, bits)] += 1
        }
        var starts: [Int] = []
        starts.reserveCapacity(ends.count)
        var start = 0
        for group in ends.indices {
            starts.append(start)
            start += ends[group]
            ends[group] = starts[group]
        }
        var grouped = Array(repeating: 0 as UInt64, count: entries.count)
        for entry in entries {
            let group = Self.group(of: entry, bits)
            grouped[ends[group]] = entry
            ends[group] += 1
        }
        return zip(starts, ends).map { grouped[$0..<$1] }
    }

    private static func group(of entry: UInt64, _ bits: Int) -> Int {
        bits == 0 ? 0 : Int(entry >> UInt64(64 - bits))
    }

    /// Looks up each loop of a group among those before it, in an open hash table with linear probing.
    ///
    /// The table's `slots` are used again for the next group.
    private func look(in group: ArraySlice<UInt64>, _ slots: inout [UInt64], _ repetitions: inout [LoopRepetition]) {
        var capacity = 1 << (Self.groupBits + 1)
        while capacity < group.count * 2 { capacity *= 2 }
        slots.removeAll(keepingCapacity: true)
        slots.append(contentsOf: repeatElement(.max, count: capacity))
        for entry in group {
            // The lowest bits of the hash: the highest are the same in all of the group.
            var slot = Int(truncatingIfNeeded: entry >> 32) & (capacity - 1)
            while slots[slot] != .max {
                let (first, again) = (Int(slots[slot] & 0xFFFF_FFFF), Int(entry & 0xFFFF_FFFF))
                if slots[slot] >> 32 == entry >> 32, name(at: first) == name(at: again) {
                    repetitions.append(LoopRepetition(first: first, again: again))
                    break
                }
                slot = (slot + 1) & (capacity - 1)
            }
            if slots[slot] == .max { slots[slot] = entry }
        }
    }

    /// Mixes the bytes of a name into the upper half of a number; the seed keeps anybody from writing names that collide.
    private static func hash(of name: HumanLoopName, seed: UInt64) -> UInt64 {
        var state = seed ^ UInt64(name.length)
        for index in 0..<name.octets.wordCount {
            let (high, low) = (state ^ name.octets[word: index]).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
            state = (high ^ low) &+ seed
        }
        let (high, low) = state.multipliedFullWidth(by: seed | 1)
        return (high ^ low) & ~0xFFFF_FFFF
    }
}
