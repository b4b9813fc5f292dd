/// A place in a text file.
package struct TextPosition: Hashable, Comparable, Sendable {
    /// The line, from 1.
    package var line: Int
    /// The column within the line, in code points from 1; a tab is one.
    package var column: Int

    /// Makes a position; by default the start of the file.
    package init(line: Int = 1, column: Int = 1) {
        self.line = line
        self.column = column
    }

    /// Makes the position that a mark tells of.
    init(_ mark: YAMLMark) {
        self.init(line: mark.line, column: mark.column)
    }

    /// Whether one position is before the other in the file.
    package static func < (earlier: TextPosition, later: TextPosition) -> Bool {
        (earlier.line, earlier.column) < (later.line, later.column)
    }
}
