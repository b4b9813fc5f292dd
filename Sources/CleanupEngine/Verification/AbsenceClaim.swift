package import CleanupManifest
package import HumanLoops

/// The claim that a loop is gone, to be checked with the service.
package struct AbsenceClaim: Sendable, Hashable {
    package var name: HumanLoopName
    /// What a loop of that name must be to be the one that is meant: another one says nothing against the claim.
    package var identity: LoopExpectation

    package init(name: HumanLoopName, identity: LoopExpectation = LoopExpectation()) {
        self.name = name
        self.identity = identity
    }

    /// Makes a claim about the one loop that was created at a moment.
    package init(name: HumanLoopName, creationTime: Timestamp?, flowDefinitionARN: String?) {
        self.init(
            name: name,
            identity: LoopExpectation(
                flowDefinitionARN: flowDefinitionARN,
                createdAfter: creationTime,
                createdBefore: creationTime.map { $0 + .milliseconds(1) }
            )
        )
    }

    /// Makes a claim about a loop whose name was found to belong to another one: whichever loop has it is not the one that is
    /// meant.
    package static func ofAnother(_ name: HumanLoopName) -> AbsenceClaim {
        let never = Timestamp(millisecondsSinceEpoch: .min)
        return AbsenceClaim(name: name, identity: LoopExpectation(createdBefore: never))
    }

    func verdict(on loop: HumanLoop) -> AbsenceVerdict {
        let isMeant =
            (identity.flowDefinitionARN.map { $0 == loop.flowDefinitionARN } ?? true)
            && (identity.createdAfter.map { loop.creationTime >= $0 } ?? true)
            && (identity.createdBefore.map { loop.creationTime < $0 } ?? true)
        return isMeant ? .there(loop) : .another(loop)
    }
}

/// What came of the claim that a loop is gone: of a million, nearly all are, and those take a word each.
package indirect enum AbsenceVerdict: Sendable, Hashable {
    case gone
    case another(HumanLoop)
    case there(HumanLoop)
    /// No one could tell; why is nil when it was not asked.
    case unknown(LoopProblem?)
}

/// What came of all claims.
package struct AbsenceFindings: Sendable, Hashable {
    package var verdicts: [AbsenceVerdict]
    package var calls = CallCounts()
    package var stopReason: RunStopReason?
    /// What the check itself leads to, whatever the verdicts are: trouble with access, the service or a signal.
    package var exitCode = ExitCode.success
    /// Whether the service showed that it knows the account: it listed a flow definition, or described a loop.
    package var isPlaceKnown = true
}

extension AbsenceFindings {
    package init(verdicts: [AbsenceVerdict]) { self.init(verdicts: verdicts, calls: CallCounts()) }
}
