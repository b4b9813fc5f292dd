package import HumanLoops

/// What a run has counted so far: what its end and its exit code are made of.
package struct RunTally: Sendable, Hashable {
    package private(set) var outcomes = OutcomeCounts()
    package internal(set) var calls = CallCounts()
    /// How many loops were described, in earlier parts of the run too.
    package internal(set) var described = 0
    /// How many loops ended because the caller may not do what was asked.
    package private(set) var accessProblems = 0
    /// How many loops were refused because they are in another account or region.
    package private(set) var wrongTargets = 0

    /// Whether the run ended before every rule was listed: there may be loops that no one has counted.
    package internal(set) var isListingIncomplete = false

    /// Whether a rule's flow definition is missing that was to be there.
    package internal(set) var lacksFlowDefinition = false

    /// Whether rules left loops to a later run, because they were created after this one began.
    package internal(set) var leavesLaterLoops = false

    package init() {}

    mutating func count(_ loop: LoopLifecycle) {
        guard let outcome = loop.outcome else { return }
        count(outcome, problem: loop.problem, isAccessProblem: loop.isAccessProblem)
    }

    mutating func count(_ outcome: LoopOutcome, problem: LoopProblem?, isAccessProblem: Bool) {
        outcomes[outcome] += 1
        if isAccessProblem { accessProblems += 1 }
        if problem?.isOfPlace ?? false { wrongTargets += 1 }
    }
}

/// How many calls something took, by operation.
package struct CallCounts: Sendable, Hashable {
    package var describe = 0
    package var list = 0
    package var stop = 0
    package var delete = 0
    package var throttled = 0
    package var retried = 0

    package init() {}

    /// Counts the requests of one call for a loop, with what it failed with.
    init(_ operation: HumanLoopOperation, attempts: Int, _ error: HumanLoopServiceError?) {
        self[operation] = attempts
        retried = max(0, attempts - 1)
        throttled = error?.kind == .throttled ? 1 : 0
    }

    /// Counts the requests of one list.
    init(_ reply: ListReply) {
        switch reply {
        case .success(let answer): self.init(.list, attempts: answer.attempts, nil)
        case .failure(let error): self.init(.list, attempts: error.attempts, error)
        }
    }

    package var total: Int { describe + list + stop + delete }

    package subscript(operation: HumanLoopOperation) -> Int {
        get { self[keyPath: Self.place(of: operation)] }
        set { self[keyPath: Self.place(of: operation)] = newValue }
    }

    private static func place(of operation: HumanLoopOperation) -> WritableKeyPath<CallCounts, Int> {
        switch operation {
        case .describe: \.describe
        case .list: \.list
        case .stop: \.stop
        case .delete: \.delete
        }
    }

    package static func += (sum: inout CallCounts, other: CallCounts) {
        sum.describe += other.describe
        sum.list += other.list
        sum.stop += other.stop
        sum.delete += other.delete
        sum.throttled += other.throttled
        sum.retried += other.retried
    }
}

/// How many loops ended in each outcome.
package struct OutcomeCounts: Sendable, Hashable {
    /// No outcome has a count of 0.
    private var counts: [LoopOutcome: Int] = [:]

    package init() {}

    package subscript(outcome: LoopOutcome) -> Int {
        get { counts[outcome, default: 0] }
        set { counts[outcome] = newValue == 0 ? nil : newValue }
    }

    package var total: Int { counts.values.reduce(0, +) }
}
