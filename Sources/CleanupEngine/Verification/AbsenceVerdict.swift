package import HumanLoops

/// What came of the claim that a loop is gone: of a million, nearly all are, and those take a word each.
package indirect enum AbsenceVerdict: Sendable, Hashable {
    /// It is gone.
    case gone
    /// It is gone, and its name belongs to another loop.
    case another(HumanLoop)
    /// It is still there.
    case there(HumanLoop)
    /// No one could tell; why is nil when it was not asked.
    case unknown(LoopProblem?)
}
