import YAML

/// What is wrong at one place of a list.
struct LoopListProblem: Error {
    /// The kind of problem.
    var code: DiagnosticCode
    /// What is wrong.
    var message: String
    /// Where it begins.
    var position: TextPosition
    /// What to do about it; nil when the message says enough.
    var help: String?
}
