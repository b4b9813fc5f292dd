import HumanLoops

/// What the process tells its caller; 64 and up follow `sysexits.h`.
package enum ExitCode: Int32, CaseIterable, Sendable {
    case success = 0
    case failed = 1
    /// `plan --detailed-exitcode`: there is work to do.
    case workToDo = 2
    case deferred = 3
    /// A guard refused the run, or what a saved plan or a journal is bound to is not what is here.
    case guardsRefused = 4
    /// Some loops were refused, the rest is done.
    case refused = 5
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
    /// Another run holds the lock, the service was never reached, or the process slept as it was to send (`EX_TEMPFAIL`).
    case temporary = 75
    /// Credentials or access are missing (`EX_NOPERM`).
    case access = 77
    /// The account or the region is another than the manifest's (`EX_CONFIG`).
    case wrongTarget = 78
    /// SIGINT ended the run, or consent was declined: 128 + 2.
    case interrupted = 130
    /// SIGTERM (or SIGHUP) ended the run: 128 + 15.
    case terminated = 143
}

extension ExitCode {
    /// The codes from the gravest to the best: an interruption, then what made a run impossible, then how it went.
    private static let gravestFirst: [ExitCode] = [
        .interrupted, .terminated, .wrongTarget, .access, .internal, .cannotWrite, .cannotCreate, .temporary,
        .missingManifest, .invalidManifest, .usage, .guardsRefused, .failed, .refused, .deferred, .workToDo, .success,
    ]

    /// Whether a run that ended so leaves it to the next one to begin: its loops were looked at, and no one asked to end.
    package var letsNextBegin: Bool { rawValue < Self.usage.rawValue }

    /// The graver one of two codes.
    package func gravest(_ other: ExitCode) -> ExitCode {
        Self.gravestFirst.first { $0 == self || $0 == other } ?? self
    }
}

extension ExitCode {
    /// Decides what a run tells its caller: the gravest of what ended it and of how its loops ended.
    ///
    /// Access that is denied is what ended a run only where no loop could be described.
    package init(tally: RunTally, stopReason: RunStopReason?) {
        switch stopReason {
        case .interrupted(let signal): self = signal == .interrupt ? .interrupted : .terminated
        case .credentials(let error) where error.code == HumanLoopServiceError.otherAccountCode: self = .wrongTarget
        case _ where tally.accessProblems > 0 && tally.described == 0: self = .access
        // One set of credentials sees one account and one region: when nothing is where it should be, they are wrong.
        case _ where tally.wrongTargets > 0 && tally.wrongTargets == tally.described: self = .wrongTarget
        case .evidence: self = .cannotWrite
        case .credentials: self = .access
        case .unreachable: self = .temporary
        case .noConsent: self = .interrupted
        case .guards, .failures: self = .guardsRefused
        case .selection(let fault):
            switch fault.kind {
            case .pattern: self = .invalidManifest
            case .access: self = .access
            case .service: self = .failed
            }
        case .deadline, .throttled:
            let code = Self(ended: tally)
            let isLeft = tally.outcomes[.notAttempted] > 0 || tally.isListingIncomplete
            self = isLeft && code == .success ? .deferred : code
        case nil: self = Self(ended: tally)
        }
    }

    private init(ended tally: RunTally) {
        self = Self(ended: tally.outcomes).gravest(tally.lacksFlowDefinition ? .failed : .success)
            .gravest(tally.leavesLaterLoops ? .deferred : .success)
    }

    private init(ended outcomes: OutcomeCounts) {
        let gravestFirst: [(LoopOutcome, ExitCode)] = [
            (.failed, .failed), (.refused, .refused), (.deferred, .deferred),
        ]
        self = gravestFirst.first { outcomes[$0.0] > 0 }?.1 ?? .success
    }

    /// Decides what loops that ended so lead to, whatever ended their run.
    package init(outcomes: OutcomeCounts) {
        let code = Self(ended: outcomes)
        self = code == .success && outcomes[.notAttempted] > 0 ? .deferred : code
    }
}
