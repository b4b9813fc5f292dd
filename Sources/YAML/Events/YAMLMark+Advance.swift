extension YAMLMark {
    /// Moves past one character, as libyaml counts lines: CR, LF, CR LF, NEL, LS and PS each end one.
    ///
    /// - Parameters:
    ///   - scalar: the character to move past.
    ///   - last: the character before it, for CR LF; nil when that one is not known.
    mutating func advance(over scalar: Unicode.Scalar, after last: Unicode.Scalar?) {
        index += 1
        switch scalar {
        case "\n" where last == "\r":
            break
        case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
            line += 1
            column = 1
        default:
            column += 1
        }
    }
}
