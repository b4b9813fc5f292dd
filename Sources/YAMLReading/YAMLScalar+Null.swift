import YAMLEvents

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
}
