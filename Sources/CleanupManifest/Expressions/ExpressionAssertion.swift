import HumanLoops

/// What an expression may ask of a place in a name, without taking a character.
enum ExpressionAssertion: Hashable, Sendable {
    /// It is before the first character.
    case start
    /// It is behind the last character.
    case end
    /// A word begins or ends there.
    case wordEdge
    /// No word begins or ends there.
    case noWordEdge

    /// Whether it holds at a place from 0 up to the length of a name.
    func holds(at place: Int, in name: NameOctets) -> Bool {
        switch self {
        case .start: place == 0
        case .end: place == name.count
        case .wordEdge: Self.isWordEdge(place, in: name)
        case .noWordEdge: !Self.isWordEdge(place, in: name)
        }
    }

    /// Whether just one of the characters beside a place belongs to a word.
    private static func isWordEdge(_ place: Int, in name: NameOctets) -> Bool {
        let before = place > 0 && OctetSet.word.contains(name[place - 1])
        let after = place < name.count && OctetSet.word.contains(name[place])
        return before != after
    }
}
