/// How a scalar is written in its file.
package enum YAMLScalarStyle: Hashable, Sendable, CaseIterable {
    /// Without quotes: the only style in which YAML would guess a type.
    case plain
    /// Between `'`.
    case singleQuoted
    /// Between `"`, with escapes.
    case doubleQuoted
    /// After `|`, line breaks kept.
    case literal
    /// After `>`, line breaks folded.
    case folded
}
