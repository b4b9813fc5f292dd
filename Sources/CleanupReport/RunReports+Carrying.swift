package import HumanLoops

extension RunReports {
    /// Puts results of an earlier part of the run into every report that does not hold them.
    ///
    /// - Parameters:
    ///   - file: the journal of the earlier parts.
    ///   - isWanted: which loops are wanted, by name and by where the journal leaves them.
    /// - Returns: why a report could not be written; nil when all could.
    /// - Throws: `JournalError` when the journal cannot be read again.
    package func carry(
        from file: JournalFile,
        where isWanted: (HumanLoopName, LoopStanding) -> Bool
    ) throws(JournalError) -> ReportWriteError? {
        var failure: ReportWriteError?
        try file.forEachResult(where: isWanted) { result in
            guard failure == nil else { return }
            do throws(ReportWriteError) { try carry(result) } catch { failure = error }
        }
        return failure
    }
}
