extension YAMLLimitError {
    /// Tells the error as a problem of a file.
    func diagnostic(file: String) -> Diagnostic {
        let message =
            switch bound {
            case .depth(let levels): "lists and mappings nest deeper than \(levels) levels here"
            case .scalarBytes(let bytes): "a value is longer than \(bytes) bytes"
            case .streamBytes(let bytes): "the file is longer than \(bytes) bytes"
            }
        return Diagnostic(code: .limit, message: message, file: file, position: TextPosition(mark))
    }
}
