/// A place in the text of a YAML stream.
package struct YAMLMark: Hashable, Sendable {
    /// The line, from 1; CR, LF, CR LF, NEL, LS and PS each end one, as libyaml counts.
    package var line: Int
    /// The column within the line, in code points from 1; a tab is one.
    package var column: Int
    /// The code points before the place, from 0; a byte order mark is not counted, CR LF counts as two.
    package var index: Int

    /// Makes a mark; by default the start of the stream.
    package init(line: Int = 1, column: Int = 1, index: Int = 0) {
        self.line = line
        self.column = column
        self.index = index
    }
}
