import HumanLoops

/// Finds a loop in a list by its name.
///
/// As long as each name comes after the one before in the order of the alphabet, as in lists that a machine wrote, no
/// name can be there twice and nothing is kept. From the first other name on it is an open hash table of indices into
/// the list, with linear probing, in eleven to twenty-two bytes a loop beside the list; a dictionary would hold every
/// name a second time.
struct LoopNameIndex {
    /// Half of a name's hash above, one more than the index of its loop below; 0 for an empty slot.
    ///
    /// None while the list is in order; else their number is a power of two, and at most three quarters are taken.
    private var slots: [UInt64] = []
    /// What the hashes begin with, so that nobody can write names that collide.
    private let seed = UInt64(truncatingIfNeeded: Hasher().finalize())

    /// Finds the loop of a name, and takes in the loop that is about to be added to the list when there is none.
    ///
    /// - Returns: the index of the loop that has the name already; nil when there is none.
    mutating func firstIndex(of name: HumanLoopName, addingTo entries: [LoopEntry]) -> Int? {
        if slots.isEmpty {
            guard let last = entries.last, last.name.rawValue >= name.rawValue else { return nil }
        }
        if (entries.count + 1) * 4 > slots.count * 3 { grow(entries) }
        let hash = hash(of: name)
        var slot = firstSlot(of: hash)
        while slots[slot] != 0 {
            let index = Int(slots[slot] & 0xFFFF_FFFF) - 1
            if slots[slot] & ~0xFFFF_FFFF == hash, entries[index].name == name { return index }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = hash | UInt64(entries.count + 1)
        return nil
    }

    /// Mixes the bytes of a name into the upper half of a number.
    private func hash(of name: HumanLoopName) -> UInt64 {
        var state = seed
        for byte in name.rawValue.utf8 { state = (state ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15 }
        let (high, low) = state.multipliedFullWidth(by: seed | 1)
        return (high ^ low) & ~0xFFFF_FFFF
    }

    /// The slot where the search for a hash begins.
    private func firstSlot(of hash: UInt64) -> Int { Int(hash >> 32) & (slots.count - 1) }

    /// Makes room for one loop more than the list has, and puts the loops where they are looked for now.
    private mutating func grow(_ entries: [LoopEntry]) {
        let old = slots
        var capacity = max(16, old.count)
        while (entries.count + 1) * 4 > capacity * 3 { capacity *= 2 }
        slots = Array(repeating: 0, count: capacity)
        if old.isEmpty {
            for (index, entry) in entries.enumerated() { put(hash(of: entry.name) | UInt64(index + 1)) }
        } else {
            for entry in old where entry != 0 { put(entry) }
        }
    }

    /// Puts a loop in the first slot that is free for it.
    private mutating func put(_ entry: UInt64) {
        var slot = firstSlot(of: entry)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = entry
    }
}
