/// One column of a table.
struct TextColumn {
    /// How cells that are too long or too short are fitted.
    enum Fitting {
        /// Flush left; the end is cut off.
        case text
        /// Flush left; the middle is cut out, because names often differ at the end.
        case name
        /// Flush right; the end is cut off.
        case number
        /// Flush left and broken into a few lines; only for a table's last column, which may lie beneath the others.
        case sentence
    }

    /// What stands above the column; empty when nothing does.
    var title: String
    /// How cells are fitted.
    var fitting: Fitting
    /// How many columns of the terminal it is given at the least, when its cells need them, and at the most.
    var columns: ClosedRange<Int>
}
