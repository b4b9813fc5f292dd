import HumanLoops

/// What the process tells its caller; 64 and up follow `sysexits.h`.
package enum ExitCode: Int32, CaseIterable, Sendable {
    case success = 0
    case failed = 1
    /// `plan --detailed-exitcode`: there is work to do.
    case workToDo = 2
    case deferred = 3
    case refused = 4
    /// The command line is wrong (`EX_USAGE`).
    case usage = 64
    /// The manifest is not valid (`EX_DATAERR`).
    case invalidManifest = 65
    /// The manifest cannot be read (`EX_NOINPUT`).
    case missingManifest = 66
    /// This product is at fault (`EX_SOFTWARE`).
    case `internal` = 70
    /// An output file cannot be made (`EX_CANTCREAT`).
    case cannotCreate = 73
    /// An output cannot be written (`EX_IOERR`).
    case cannotWrite = 74
    /// Another run holds the lock, or the service was never reached (`EX_TEMPFAIL`).
    case temporary = 75
    /// Credentials or access are missing (`EX_NOPERM`).
    case access = 77
    /// The account or the region is another than the manifest's (`EX_CONFIG`).
    case wrongTarget = 78
    /// SIGINT ended the run: 128 + 2.
    case interrupted = 130
    /// SIGTERM (or SIGHUP) ended the run: 128 + 15.
    case terminated = 143
}

extension ExitCode {
    /// The codes from the gravest to the best: an interruption, then what made a run impossible, then how it went.
    private static let gravestFirst: [ExitCode] = [
        .interrupted, .terminated, .access, .wrongTarget, .internal, .cannotWrite, .cannotCreate, .temporary,
        .missingManifest,
        .invalidManifest, .usage, .refused, .failed, .deferred, .workToDo, .success,
    ]

    /// Whether a run that ended so leaves it to the next one to begin: its loops were looked at, and no one asked to end.
    package var letsNextBegin: Bool {
        switch self {
        case .success, .failed, .workToDo, .deferred, .refused: true
        case .usage, .invalidManifest, .missingManifest, .internal, .cannotCreate, .cannotWrite, .temporary, .access,
            .wrongTarget, .interrupted, .terminated:
            false
        }
    }

    /// The graver one of two codes.
    package func gravest(_ other: ExitCode) -> ExitCode {
        Self.gravestFirst.first { $0 == self || $0 == other } ?? self
    }
}

extension ExitCode {
    /// Decides what a run tells its caller: the gravest of what ended it and of how its loops ended.
    package init(tally: RunTally, stopReason: RunStopReason?) {
        self =
            Self.interrupting(stopReason) ?? Self.mistaking(stopReason) ?? Self.denying(tally) ?? Self.halting(
                stopReason
            )
            ?? Self.counting(tally, after: stopReason)
    }

    /// The exit code of a signal; nil when none ended the run.
    private static func interrupting(_ stopReason: RunStopReason?) -> ExitCode? {
        guard case .interrupted(let signal) = stopReason else { return nil }
        return signal == .interrupt ? .interrupted : .terminated
    }

    /// The exit code of credentials that came to be of another account in the middle of the run.
    ///
    /// - Returns: nil when that is not what ended it.
    private static func mistaking(_ stopReason: RunStopReason?) -> ExitCode? {
        guard case .credentials(let error) = stopReason, error.code == HumanLoopServiceError.otherAccountCode else {
            return nil
        }
        return .wrongTarget
    }

    /// The exit code of a run that may not do what it is to do, or is in the wrong place; nil when that is not so.
    private static func denying(_ tally: RunTally) -> ExitCode? {
        if tally.accessProblems > 0 { return .access }
        // One set of credentials sees one account and one region: when nothing is where it should be, they are wrong.
        return tally.wrongTargets > 0 && tally.wrongTargets == tally.described ? .wrongTarget : nil
    }

    /// The exit code of what ended a run early.
    ///
    /// - Returns: nil when nothing did, or its deadline or its failures: then its loops decide.
    private static func halting(_ stopReason: RunStopReason?) -> ExitCode? {
        switch stopReason {
        case nil, .deadline, .failures, .interrupted: nil
        case .evidence: .cannotWrite
        case .credentials: .access
        case .unreachable: .temporary
        case .noConsent: .usage
        case .guards: .refused
        case .selection(let fault): of(fault)
        }
    }

    private static func of(_ fault: SelectionFault) -> ExitCode {
        switch fault.kind {
        case .pattern: .invalidManifest
        case .access: .access
        case .service: .failed
        }
    }

    private static func counting(_ tally: RunTally, after stopReason: RunStopReason?) -> ExitCode {
        if case .failures = stopReason { return .refused }
        if tally.outcomes[.refused] > 0 { return .refused }
        if tally.outcomes[.failed] > 0 { return .failed }
        if tally.outcomes[.deferred] > 0
            || (stopReason == .deadline && (tally.outcomes[.notAttempted] > 0 || tally.isListingIncomplete))
        {
            return .deferred
        }
        return .success
    }
}

extension ExitCode {
    /// Decides what loops that ended so lead to, whatever ended their run.
    package init(outcomes: OutcomeCounts) {
        if outcomes[.refused] > 0 {
            self = .refused
        } else if outcomes[.failed] > 0 {
            self = .failed
        } else if outcomes[.deferred] + outcomes[.notAttempted] > 0 {
            self = .deferred
        } else {
            self = .success
        }
    }
}
