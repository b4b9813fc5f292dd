extension YAMLSyntaxError {
    /// Tells the error as a problem of a file.
    func diagnostic(file: String) -> Diagnostic {
        let explanation = SyntaxExplanation(self)
        return Diagnostic(
            code: stage == .reader ? .encoding : .syntax,
            message: explanation.message,
            file: file,
            position: TextPosition(explanation.mark),
            related: explanation.related,
            help: explanation.help
        )
    }
}
