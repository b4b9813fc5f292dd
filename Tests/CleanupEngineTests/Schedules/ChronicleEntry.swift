import CleanupEngine
import HumanLoops

/// One thing that happened around a run, with its moment as the time of the clock.
enum ChronicleEntry: Hashable, Sendable {
    /// How a call came back to the run.
    enum Answer: Hashable, Sendable {
        /// The description of a loop.
        case described(HumanLoop)
        /// A page of a list.
        case listed([HumanLoopSummary])
        /// A stop or a delete was accepted.
        case accepted
        /// A refusal, or no answer.
        case failed(HumanLoopServiceError)
    }

    /// The run sent a call; a list is of no single loop.
    case sent(Int, HumanLoopOperation, HumanLoopName?, at: Duration)
    /// The service carried a call out, or refused to, having looked at the loop: nil when there was none.
    case reached(Int, HumanLoop?, bornAt: Duration, at: Duration)
    /// A call came back to the run; what it tells was true at an earlier moment.
    case answered(Int, Answer, trueAt: Duration, at: Duration)
    /// The run wrote down which loops have these names.
    case identified([HumanLoopName], at: Duration)
    /// The run wrote down what it was about to change.
    case intended(LoopIntent, at: Duration)
    /// The run wrote down how a loop ended.
    case recorded(LoopResult, at: Duration)
    /// The run could not write something down.
    case unwritable(at: Duration)
    /// The operator consented to the plan.
    case consented(at: Duration)
    /// The process was killed, and another goes on.
    case killed(at: Duration)
    /// The run had ended early, refused by its guards or for another reason, and another process goes on.
    case resumed(wasRefused: Bool, at: Duration)
    /// A signal came.
    case signalled(at: Duration)
}
