package import CleanupManifest
package import HumanLoops

/// What a run would do with every loop of a manifest, and whether its guards let it.
package struct CleanupPlan: Sendable, Equatable {
    package var name: String
    package var loops: PlannedLoops
    /// What the rules of `select` came to, in the order of the manifest; empty when there are none.
    package var findings: [SelectionFinding] = []
    /// The guards that do not hold; empty when the run may go ahead.
    package var breaches: [GuardBreach] = []
    /// What ended the look at the loops early; nil when every loop was looked at.
    package var stopReason: RunStopReason?
    package var calls = CallCounts()

    package var hasWork: Bool { loops.contains { $0.proposal.outcome == nil } }

    /// Whether a loop would be stopped or deleted: to wait for what others delete needs no consent.
    package var needsConsent: Bool {
        loops.contains { $0.proposal.outcome == nil && $0.proposal != .awaitDeletion }
    }

    /// Decides what a plan tells its caller: what ended the look early, else the breaches, else what the looks found.
    package func exitCode(tally: RunTally, isDetailed: Bool) -> ExitCode {
        let code = ExitCode(tally: tally, stopReason: stopReason ?? (breaches.isEmpty ? nil : .guards(breaches)))
        return code == .success && isDetailed && hasWork ? .workToDo : code
    }
}

/// One line of a plan: a loop, what it was found to be, and what would happen to it, and why; how it was found is told as in
/// `LoopResult`.
package struct PlannedLoop: Sendable, Hashable {
    package var name: HumanLoopName
    package var manifestLine: Int
    package var manifestFile: String?
    /// Which rule of `select` found it, as an index into `CleanupPlan.findings`; nil when it is named.
    package var rule: Int?
    /// As it was last seen; nil when the loop is no duplicate that a rule found.
    package var keptInstead: KeptDuplicate?
    package var reason: String?
    package var proposal: LoopProposal
    /// The rule that leads to the proposal, one phrase for a person such as `Completed and onCompleted is keep`.
    package var explanation: String
    package var loop: HumanLoop?
    package var problem: LoopProblem?

    package init(
        name: HumanLoopName,
        manifestLine: Int,
        proposal: LoopProposal,
        explanation: String,
        loop: HumanLoop?
    ) {
        self.name = name
        self.manifestLine = manifestLine
        self.proposal = proposal
        self.explanation = explanation
        self.loop = loop
    }
}

/// The lines of a plan in the order of the manifest, each put together when it is asked for.
///
/// A million lines in full would take half a gigabyte, and a plan is written line by line.
package struct PlannedLoops: Sendable {
    /// Where lines come from.
    private enum Source: Sendable {
        case lines([PlannedLoop])
        /// They are made out of where a run stands, and the files that its loops are named in.
        case state(RunState, sources: [String])
    }

    private let source: Source

    package init(_ lines: [PlannedLoop]) { source = .lines(lines) }

    /// Makes the lines of a plan out of where a run stands after its first look.
    init(of state: RunState, sources: [String]) { source = .state(state, sources: sources) }
}

extension PlannedLoops: RandomAccessCollection {
    package var startIndex: Int { 0 }

    package var endIndex: Int {
        switch source {
        case .lines(let lines): lines.count
        case .state(let state, _): state.loops.count
        }
    }

    package subscript(index: Int) -> PlannedLoop {
        switch source {
        case .lines(let lines): lines[index]
        case .state(let state, let sources): state.plannedLoop(at: index, sources: sources)
        }
    }
}

extension PlannedLoops: Equatable {
    /// Whether two plans have the same lines in the same order.
    package static func == (one: PlannedLoops, other: PlannedLoops) -> Bool { one.elementsEqual(other) }
}

extension PlannedLoops: ExpressibleByArrayLiteral {
    package init(arrayLiteral lines: PlannedLoop...) { self.init(lines) }
}
