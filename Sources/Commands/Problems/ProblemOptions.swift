import YAML

/// How the problems of a file are written and judged, as it was decided.
struct ProblemOptions: Sendable {
    /// How they are written.
    var format = ProblemFormat.text
    /// Whether a warning counts as an error.
    var isStrict = false

    /// The problems as they are judged.
    func judged(_ log: DiagnosticLog) -> DiagnosticLog { isStrict ? log.strict : log }

    /// Writes problems; each line ends with a line feed.
    ///
    /// - Parameters:
    ///   - log: the problems.
    ///   - excerpts: finds the lines that they are about, for the format that shows them.
    /// - Returns: nothing for an empty log.
    func written(_ log: DiagnosticLog, excerpts: () -> LineExcerpts) -> [UInt8] {
        switch format {
        case .text: Array(DiagnosticRenderer(excerpts: excerpts()).render(log).utf8)
        case .json: ProblemJSON.bytes(of: log)
        case .github: Array(ProblemAnnotations.text(of: log).utf8)
        }
    }
}
