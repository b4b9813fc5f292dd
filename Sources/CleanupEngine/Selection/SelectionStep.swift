import HumanLoops

/// What is to be done next to find the loops of `select`.
enum SelectionStep: Sendable, Hashable {
    /// Ask the service for a page.
    case list(HumanLoopQuery)
    /// Do nothing until so long after the run's start.
    case wait(until: Duration)
    /// Nothing more: every page of every rule has been read.
    case finish
}
