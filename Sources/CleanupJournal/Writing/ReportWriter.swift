package import CleanupEngine
package import HumanLoops
package import Support

/// Renders the events of one run as they come; what it keeps does not grow with the number of loops.
///
/// The first event is `start`, and after it come the results of earlier parts of the run; the last one is `end`.
package protocol ReportWriter: Sendable {
    /// Renders an event, or leaves it out where the format has no place for it; `end` completes the output.
    ///
    /// - Throws: `ReportWriteError` when the output cannot be written: a loop whose intent it was must be left alone.
    mutating func write(_ event: RunEvent) throws(ReportWriteError)

    /// Puts all that was written on the disk, at once.
    ///
    /// - Throws: `ReportWriteError` when that cannot be done: what the intents are of must be left alone.
    mutating func commit(at now: Timestamp) throws(ReportWriteError)

    /// Puts on the disk what has waited for a second; worth a call each second while nothing else happens.
    mutating func synchronize(at now: Timestamp) throws(ReportWriteError)
}

extension ReportWriter {
    /// Does nothing: only a journal holds intents.
    package mutating func commit(at now: Timestamp) {}

    /// Does nothing: only a journal is to be read after a crash.
    package mutating func synchronize(at now: Timestamp) {}
}

extension ReportWriteError {
    /// What the process tells its caller: 73 when there is no output yet, 74 when it broke off.
    package var exitCode: ExitCode {
        switch problem {
        case .holdsEarlierRun, .holdsOther, .holdsElse, .isLink, .isRead, .inUse, .creation: .cannotCreate
        case .writing, .reading, .shortened, .removed, .cut: .cannotWrite
        }
    }
}
