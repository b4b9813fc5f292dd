import CleanupEngine

/// One line of a report in JSON Lines, understood.
enum JournalLine: Sendable, Hashable {
    /// `run_start`.
    case start(RunStart)
    /// `run_resume`: a new part of the run begins.
    case resume
    /// `loop_identity`.
    case identity(LoopSighting)
    /// `loop_intent`.
    case intent(LoopIntent)
    /// `loop_result`.
    case result(LoopResult)
    /// `run_end`.
    case end(JournalEnd)
    /// A line of a type that this version does not know: what is added within a schema may be passed over.
    case other(String)
}
