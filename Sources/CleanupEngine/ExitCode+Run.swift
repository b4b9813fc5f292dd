import HumanLoops

extension ExitCode {
    /// Decides what a run tells its caller: the gravest of what ended it and of how its loops ended.
    ///
    /// - Parameters:
    ///   - tally: what the run counted.
    ///   - halt: what ended it early; nil when every loop had its turn.
    package init(tally: RunTally, halt: RunHalt?) {
        self =
            Self.interrupting(halt) ?? Self.mistaking(halt) ?? Self.denying(tally) ?? Self.halting(halt)
            ?? Self.counting(tally, after: halt)
    }

    /// The exit code of a signal.
    ///
    /// - Returns: nil when none ended the run.
    private static func interrupting(_ halt: RunHalt?) -> ExitCode? {
        guard case .interrupted(let signal) = halt else { return nil }
        return signal == .interrupt ? .interrupted : .terminated
    }

    /// The exit code of credentials that came to be of another account in the middle of the run.
    ///
    /// - Returns: nil when that is not what ended it.
    private static func mistaking(_ halt: RunHalt?) -> ExitCode? {
        guard case .credentials(let error) = halt, error.code == HumanLoopServiceError.otherAccountCode else {
            return nil
        }
        return .wrongTarget
    }

    /// The exit code of a run that may not do what it is to do, or is in the wrong place.
    ///
    /// - Returns: nil when that is not so.
    private static func denying(_ tally: RunTally) -> ExitCode? {
        if tally.accessProblems > 0 { return .access }
        // One set of credentials sees one account and one region: when nothing is where it should be, they are wrong.
        return tally.wrongTargets > 0 && tally.wrongTargets == tally.described ? .wrongTarget : nil
    }

    /// The exit code of what ended a run early.
    ///
    /// - Returns: nil when nothing did, or its deadline or its failures: then its loops decide.
    private static func halting(_ halt: RunHalt?) -> ExitCode? {
        switch halt {
        case nil, .deadline, .failures, .interrupted: nil
        case .evidence: .cannotWrite
        case .credentials: .access
        case .unreachable: .temporary
        case .noConsent: .usage
        case .guards: .refused
        case .selection(let fault): of(fault)
        }
    }

    /// The exit code of a rule that could not be followed.
    private static func of(_ fault: SelectionFault) -> ExitCode {
        switch fault.kind {
        case .pattern: .invalidManifest
        case .access: .access
        case .service: .failed
        }
    }

    /// The exit code of how the loops ended.
    private static func counting(_ tally: RunTally, after halt: RunHalt?) -> ExitCode {
        if case .failures = halt { return .refused }
        if tally.outcomes[.refused] > 0 { return .refused }
        if tally.outcomes[.failed] > 0 { return .failed }
        if tally.outcomes[.deferred] > 0
            || (halt == .deadline && (tally.outcomes[.notAttempted] > 0 || tally.isListingCutOff))
        {
            return .deferred
        }
        return .success
    }
}
