/// A loop that a manifest names again, with settings that may turn out to be other ones.
struct LoopRepetition {
    /// The index of the loop in the list.
    var first: Int
    /// Which settings are given the second time, by their index in the table of overrides.
    var override: Int
    /// Where the loop is named the second time.
    var place: TextPlace
}
