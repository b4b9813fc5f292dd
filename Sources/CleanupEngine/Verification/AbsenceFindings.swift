/// What came of all claims.
package struct AbsenceFindings: Sendable, Hashable {
    /// One verdict for each claim, in the same order.
    package var verdicts: [AbsenceVerdict]
    /// The calls that were spent.
    package var calls: CallCounts
    /// What ended the check early; nil when nothing did.
    package var halt: RunHalt?
    /// What the check itself leads to, whatever the verdicts are: trouble with access, the service or a signal.
    package var exitCode: ExitCode
    /// Whether the service showed that it knows the account: it listed a flow definition, or described a loop.
    package var isPlaceKnown: Bool

    /// Makes findings from their parts.
    package init(
        verdicts: [AbsenceVerdict],
        calls: CallCounts = CallCounts(),
        halt: RunHalt? = nil,
        exitCode: ExitCode = .success,
        isPlaceKnown: Bool = true
    ) {
        self.verdicts = verdicts
        self.calls = calls
        self.halt = halt
        self.exitCode = exitCode
        self.isPlaceKnown = isPlaceKnown
    }
}
