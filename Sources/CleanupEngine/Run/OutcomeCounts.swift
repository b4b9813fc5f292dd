/// How many loops ended in each outcome.
package struct OutcomeCounts: Sendable, Hashable {
    /// Loops that ended as `deleted`.
    private var deleted = 0
    /// Loops that ended as `alreadyGone`.
    private var alreadyGone = 0
    /// Loops that ended as `kept`.
    private var kept = 0
    /// Loops that ended as `deferred`.
    private var deferred = 0
    /// Loops that ended as `refused`.
    private var refused = 0
    /// Loops that ended as `failed`.
    private var failed = 0
    /// Loops that ended as `notAttempted`.
    private var notAttempted = 0

    /// Starts with no loops.
    package init() {}

    /// How many loops ended in one outcome, 0 or more.
    package subscript(outcome: LoopOutcome) -> Int {
        get { self[keyPath: Self.place(of: outcome)] }
        set { self[keyPath: Self.place(of: outcome)] = newValue }
    }

    /// Every loop that has ended.
    package var total: Int { deleted + alreadyGone + kept + deferred + refused + failed + notAttempted }

    /// Says which of the counts belongs to an outcome.
    private static func place(of outcome: LoopOutcome) -> WritableKeyPath<OutcomeCounts, Int> {
        switch outcome {
        case .deleted: \.deleted
        case .alreadyGone: \.alreadyGone
        case .kept: \.kept
        case .deferred: \.deferred
        case .refused: \.refused
        case .failed: \.failed
        case .notAttempted: \.notAttempted
        }
    }
}
