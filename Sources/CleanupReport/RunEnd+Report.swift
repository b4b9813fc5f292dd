import CleanupEngine
import HumanLoops

extension RunEnd {
    /// How long the run took; zero when the wall clock was set back meanwhile.
    var duration: Duration { max(.zero, endedAt - startedAt) }
}
