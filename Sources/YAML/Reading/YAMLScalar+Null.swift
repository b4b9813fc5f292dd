extension YAMLScalar {
    /// Whether YAML would read the scalar as nothing: it is plain, and empty, `~` or `null`.
    var isNull: Bool {
        // Nearly every scalar is longer than any of these.
        guard style == .plain, text.utf8.count <= 4 else { return false }
        switch text {
        case "", "~", "null", "Null", "NULL": return true
        default: return false
        }
    }

    /// Whether nothing at all is written: a document of it holds nothing.
    var isNothing: Bool { text.isEmpty && style == .plain && properties == YAMLNodeProperties() }
}
