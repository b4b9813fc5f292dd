/// One cell of a table, in words that need not be harmless yet.
struct TextCell {
    /// What the cell says.
    var text: String
    /// How it is coloured.
    var tone = TextTone.plain
}
