/// The part of a line around a position.
struct LineExcerpt: Hashable, Sendable {
    /// How many columns are shown on each side of the position.
    static let margin = 60

    /// The characters shown, as they are in the file; bytes that are no UTF-8 are `�`.
    var text: String
    /// The column of the first of them, from 1.
    var firstColumn: Int
    /// Whether the line goes on after the last of them.
    var isCutAfter: Bool

    /// Whether the line begins before the first character shown.
    var isCutBefore: Bool { firstColumn > 1 }
}
