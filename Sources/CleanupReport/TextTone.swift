/// What a piece of text is to the reader; colour only repeats what the words say already.
enum TextTone: Hashable, Sendable {
    /// Nothing special.
    case plain
    /// A heading.
    case strong
    /// Good to have, not to be looked for.
    case faint
    /// All went as wanted.
    case good
    /// Something is left to do.
    case caution
    /// Something is wrong.
    case bad
}
