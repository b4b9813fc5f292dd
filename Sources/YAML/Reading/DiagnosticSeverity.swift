/// How bad a problem of a file is.
package enum DiagnosticSeverity: String, Hashable, Sendable {
    /// The file cannot be used.
    case error
    /// The file can be used, but may not mean what its author thinks.
    case warning
}
