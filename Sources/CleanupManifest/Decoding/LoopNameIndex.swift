import HumanLoops

/// Finds a loop in a list by its name, in sixteen to thirty-two bytes a loop beside the list.
///
/// It is an open hash table of indices into the list, with linear probing; a dictionary would hold every name a
/// second time.
struct LoopNameIndex {
    /// Half of a name's hash above, one more than the index of its loop below; 0 for an empty slot.
    ///
    /// Their number is a power of two, at least twice that of the loops.
    private var slots: [UInt64] = Array(repeating: 0, count: 16)

    /// Finds the loop of a name, and takes in the loop that is about to be added to the list when there is none.
    ///
    /// - Returns: the index of the loop that has the name already; nil when there is none.
    mutating func firstIndex(of name: HumanLoopName, addingTo entries: [LoopEntry]) -> Int? {
        if (entries.count + 1) * 2 > slots.count { grow() }
        let hash = UInt64(truncatingIfNeeded: name.hashValue) << 32
        var slot = firstSlot(of: hash)
        while slots[slot] != 0 {
            let index = Int(slots[slot] & 0xFFFF_FFFF) - 1
            if slots[slot] & ~0xFFFF_FFFF == hash, entries[index].name == name { return index }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = hash | UInt64(entries.count + 1)
        return nil
    }

    /// The slot where the search for a hash begins.
    private func firstSlot(of hash: UInt64) -> Int { Int(hash >> 32) & (slots.count - 1) }

    /// Doubles the slots, and puts what is in them where it is looked for now.
    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: old.count * 2)
        for entry in old where entry != 0 {
            var slot = firstSlot(of: entry)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = entry
        }
    }
}
