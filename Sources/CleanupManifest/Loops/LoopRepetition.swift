/// A loop that a table has a second time.
struct LoopRepetition: Hashable {
    /// The index of the first loop of the name.
    var first: Int
    /// The index of another loop of the same name.
    var again: Int
}
