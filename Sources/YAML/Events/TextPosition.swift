/// A place in a text file.
package struct TextPosition: Hashable, Comparable, Sendable {
    /// The line, from 1; of YAML CR, LF, CR LF, NEL, LS and PS each end one, as libyaml counts.
    package var line: Int
    /// The column within the line, in code points from 1; a tab is one.
    package var column: Int

    package init(line: Int = 1, column: Int = 1) {
        self.line = line
        self.column = column
    }

    package static func < (earlier: TextPosition, later: TextPosition) -> Bool {
        (earlier.line, earlier.column) < (later.line, later.column)
    }

    /// Moves past one character, as libyaml counts lines; `last` is the one before, for CR LF, and nil when it is not known.
    mutating func advance(over scalar: Unicode.Scalar, after last: Unicode.Scalar?) {
        switch scalar {
        case "\n" where last == "\r": break
        case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
            line += 1
            column = 1
        default: column += 1
        }
    }
}
