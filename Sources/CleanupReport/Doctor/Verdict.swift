/// How good a thing is that was looked at.
package enum Verdict: String, CaseIterable, Sendable {
    /// It is as it should be.
    case ok
    /// A command will work, but someone should know.
    case warning
    /// A command will not work.
    case problem
    /// It was not looked at, because it is not needed or something before it is a problem.
    case skipped

    /// How a person is to read it.
    var tone: TextTone {
        switch self {
        case .ok: .good
        case .warning: .caution
        case .problem: .bad
        case .skipped: .faint
        }
    }
}
