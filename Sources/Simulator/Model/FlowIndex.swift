import HumanLoops

/// The loops of one flow definition in the order of their creation, for lists.
///
/// A deleted loop's key stays until half of the keys are such, so that a delete costs the same among a million loops.
struct FlowIndex: Sendable {
    /// What a loop is found and ordered by: its creation time, then its name.
    struct Key: Hashable, Comparable, Sendable {
        /// When the loop was started.
        let creationTime: Timestamp
        /// The loop's name.
        let name: HumanLoopName

        /// Whether one loop is listed before the other in ascending order.
        static func < (earlier: Key, later: Key) -> Bool {
            (earlier.creationTime, earlier.name.rawValue) < (later.creationTime, later.name.rawValue)
        }
    }

    /// The keys in ascending order.
    private(set) var keys: [Key] = []
    /// How many of the keys belong to loops that are gone.
    private var goneCount = 0

    /// Takes in the keys of many loops at once.
    ///
    /// - Parameter unordered: the keys, in any order and each of them once.
    init(_ unordered: [Key] = []) {
        keys = unordered.sorted()
    }

    /// Takes in one more loop; a key that is there already stays as it is.
    mutating func insert(_ key: Key) {
        let index = firstIndex { $0 >= key }
        guard index == keys.count || keys[index] != key else { return }
        keys.insert(key, at: index)
    }

    /// Counts a loop as gone, and clears away the keys of such loops when they are half of all.
    mutating func noteDeletion(isGone: (Key) -> Bool) {
        goneCount += 1
        guard goneCount > 64, goneCount * 2 > keys.count else { return }
        keys.removeAll(where: isGone)
        goneCount = 0
    }

    /// Finds the first key that a condition holds for.
    ///
    /// - Parameter condition: false for a first part of the keys, true for the rest.
    /// - Returns: the number of keys when it holds for none.
    func firstIndex(where condition: (Key) -> Bool) -> Int {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = low + (high - low) / 2
            if condition(keys[middle]) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }
}
