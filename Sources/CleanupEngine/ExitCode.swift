/// What the process tells its caller; 64 and up follow `sysexits.h`.
package enum ExitCode: Int32, CaseIterable, Sendable {
    /// Every loop is in its wanted end state.
    case success = 0
    /// Some loops failed.
    case failed = 1
    /// `plan --detailed-exitcode`: there is work to do.
    case workToDo = 2
    /// Some loops are left for a later run.
    case deferred = 3
    /// A guard or an expectation refused.
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
