import HumanLoops

/// What a run has counted so far: what its end and its exit code are made of.
package struct RunTally: Sendable, Hashable {
    /// How many loops have ended, by outcome.
    package private(set) var outcomes = OutcomeCounts()
    /// The calls of all loops.
    package internal(set) var calls = CallCounts()
    /// How many loops were described at least once.
    package internal(set) var described = 0
    /// How many loops ended because the caller may not do what was asked.
    package private(set) var accessProblems = 0
    /// How many loops were refused because they are in another account or region.
    package private(set) var wrongTargets = 0

    /// Whether the run ended before every rule was listed: there may be loops that no one has counted.
    package internal(set) var isListingCutOff = false

    /// Starts with nothing counted.
    package init() {}

    /// Counts a loop that has ended.
    mutating func count(_ outcome: LoopOutcome, problem: LoopProblem?, isAccessProblem: Bool) {
        outcomes[outcome] += 1
        if isAccessProblem { accessProblems += 1 }
        if problem?.isOfPlace ?? false { wrongTargets += 1 }
    }
}
