extension DiagnosticCode {
    /// How bad problems of this kind are: a warning when the name begins with `W`, else an error.
    package var severity: DiagnosticSeverity { rawValue.hasPrefix("W") ? .warning : .error }
}
