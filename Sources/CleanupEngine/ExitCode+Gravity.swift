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
