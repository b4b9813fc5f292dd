package import CleanupEngine
package import HumanLoops
package import Support

/// Writes the report of one run while the run goes on.
///
/// The calls come in this order: `begin`, then any number of `carry`, `note`, `intend`, `record` and `synchronize`, then `end`.
/// What a writer keeps does not grow with the number of loops.
package protocol ReportWriter: Sendable {
    /// Says which run this is.
    ///
    /// - Throws: `ReportWriteError` when the output cannot be written.
    mutating func begin(_ start: RunStart) throws(ReportWriteError)

    /// Takes in a result of an earlier part of the run, so that the report is one of the whole run.
    ///
    /// - Throws: `ReportWriteError` when the output cannot be written.
    mutating func carry(_ result: LoopResult) throws(ReportWriteError)

    /// Says which loops the rules have found.
    ///
    /// - Throws: `ReportWriteError` when the output cannot be written.
    mutating func note(_ scope: RunScope) throws(ReportWriteError)

    /// Says which loops have these names.
    ///
    /// - Throws: `ReportWriteError` when the output cannot be written.
    mutating func identify(_ loops: [LoopSighting]) throws(ReportWriteError)

    /// Takes down the evidence of a loop; once `commit` has returned as well, the loop may be stopped or deleted.
    ///
    /// - Throws: `ReportWriteError` when the evidence cannot be written: the loop must then be left alone.
    mutating func intend(_ intent: LoopIntent) throws(ReportWriteError)

    /// Says how a loop ended.
    ///
    /// - Throws: `ReportWriteError` when the output cannot be written.
    mutating func record(_ result: LoopResult) throws(ReportWriteError)

    /// Puts all that was written on the disk, at once.
    ///
    /// - Throws: `ReportWriteError` when the output cannot be made durable: what the evidence is of must be left alone.
    mutating func commit(at now: Timestamp) throws(ReportWriteError)

    /// Puts on the disk what has waited for a second; worth a call each second while nothing else happens.
    ///
    /// - Throws: `ReportWriteError` when the output cannot be written.
    mutating func synchronize(at now: Timestamp) throws(ReportWriteError)

    /// Says how the run ended, and completes the output.
    ///
    /// - Throws: `ReportWriteError` when the output cannot be completed.
    mutating func end(_ end: RunEnd) throws(ReportWriteError)
}

extension ReportWriter {
    /// Takes the result for one of this part: only a journal that is resumed holds it already.
    package mutating func carry(_ result: LoopResult) throws(ReportWriteError) {
        try record(result)
    }

    /// Does nothing: only a journal says it before the run is over.
    package mutating func note(_ scope: RunScope) {}

    /// Does nothing: only a journal keeps identities.
    package mutating func identify(_ loops: [LoopSighting]) {}

    /// Does nothing: only a journal holds evidence.
    package mutating func commit(at now: Timestamp) {}

    /// Does nothing: only a journal keeps intents.
    package mutating func intend(_ intent: LoopIntent) {}

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
