import YAML

/// What is known of the three keys that lead to loops: `loops`, `loopsFrom` and `select`.
struct LoopLists {
    /// What one of the keys holds.
    enum Finding {
        /// Something that is no list, which is reported elsewhere.
        case refused
        /// A list without items.
        case empty
        /// A list with items.
        case filled
    }

    /// The first list without items; nil when there is none.
    private(set) var empty: YAMLNode?
    /// Whether one of the keys is there.
    private(set) var isGiven = false
    /// Whether one of the keys has items, or cannot be told to have none.
    private(set) var isFilled = false

    /// Takes in what one of the keys holds.
    mutating func note(_ finding: Finding, at node: YAMLNode) {
        isGiven = true
        switch finding {
        case .empty: empty = empty ?? node
        case .filled, .refused: isFilled = true
        }
    }
}
