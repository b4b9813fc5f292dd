import YAML

/// What holds for the problems of every file.
enum DiagnosticCheck {
    /// Checks that every problem has a place, and that all of them can be shown on a terminal.
    ///
    /// - Parameters:
    ///   - log: the problems.
    ///   - bytes: the file that they are of.
    static func check(_ log: DiagnosticLog, in bytes: [UInt8]) {
        for diagnostic in log.diagnostics {
            expect(diagnostic.position.line > 0 && diagnostic.position.column > 0 && diagnostic.length > 0)
        }
        let excerpts = LineExcerpts(MemoryByteSource(bytes), around: log.diagnostics)
        OutputCheck.text(Array(DiagnosticRenderer(excerpts: excerpts).render(log).utf8))
    }
}
