extension DocumentReader {
    /// Reports a problem of a node.
    package func report(
        _ code: DiagnosticCode,
        at node: YAMLNode,
        _ message: String,
        related: RelatedPlace? = nil,
        help: String? = nil
    ) {
        report(code, at: node.position, message, length: node.length, related: related, help: help)
    }

    /// Reports a problem of a place; codes that begin with `W` are warnings.
    package func report(
        _ code: DiagnosticCode,
        at position: TextPosition,
        _ message: String,
        length: Int = 1,
        related: RelatedPlace? = nil,
        help: String? = nil
    ) {
        add(
            Diagnostic(
                severity: code.severity,
                code: code,
                message: message,
                file: file,
                position: position,
                length: length,
                related: related,
                help: help
            )
        )
    }
}
