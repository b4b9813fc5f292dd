package import CleanupEngine
package import HumanLoops
package import Support
import Synchronization

/// All the reports of one run, as the run itself sees them: one place to write down what happens.
package final class RunReports: RunRecorder {
    /// The writers, in the order in which they are told.
    private let writers: Mutex<[any ReportWriter]>
    /// What earlier parts of the run add to the totals.
    private let carried: Mutex<CarriedResults>
    private let now: @Sendable () -> Timestamp

    /// Makes reports out of writers and the wall clock; `carried` is what earlier parts of the run add to the totals.
    package init(
        _ writers: [any ReportWriter],
        carried: CarriedResults = CarriedResults(),
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.writers = Mutex(writers)
        self.carried = Mutex(carried)
        self.now = now
    }

    /// The loops whose last result is still that of an earlier part, and not final.
    package var leftovers: Set<HumanLoopName> { carried.withLock { $0.leftovers } }

    /// Says in every report what happens outside the run: that it begins, and results of earlier parts.
    package func write(_ event: RunEvent) throws(ReportWriteError) {
        try tellEach { writer throws(ReportWriteError) in try writer.write(event) }
    }

    package func record(_ event: RunEvent) throws(RunRecorderError) {
        if case .result(let result) = event { carried.withLock { $0.supersede(result.name) } }
        try keep { writer throws(ReportWriteError) in try writer.write(event) }
    }

    package func commit() throws(RunRecorderError) {
        let moment = now()
        try keep { writer throws(ReportWriteError) in try writer.commit(at: moment) }
    }

    package func synchronize() throws(RunRecorderError) {
        let moment = now()
        try keep { writer throws(ReportWriteError) in try writer.synchronize(at: moment) }
    }

    /// Says in every report how the run ended, and completes them; the first error is thrown when all have been told.
    ///
    /// Returns the end of the whole run, earlier parts included.
    @discardableResult
    package func end(_ end: RunEnd) throws(ReportWriteError) -> RunEnd {
        let total = carried.withLock { $0.total(end) }
        try write(.end(total))
        return total
    }

    private func keep(_ tell: (inout any ReportWriter) throws(ReportWriteError) -> Void) throws(RunRecorderError) {
        do throws(ReportWriteError) {
            try tellEach(tell)
        } catch {
            throw RunRecorderError(error.description)
        }
    }

    /// Tells every writer, the others too when one fails.
    private func tellEach(
        _ tell: (inout any ReportWriter) throws(ReportWriteError) -> Void
    ) throws(ReportWriteError) {
        let failure = writers.withLock { writers in
            var failure: ReportWriteError?
            for index in writers.indices {
                do throws(ReportWriteError) { try tell(&writers[index]) } catch { failure = failure ?? error }
            }
            return failure
        }
        if let failure { throw failure }
    }
}

extension RunReports {
    /// Puts wanted results of an earlier part of the run into every report that does not hold them.
    ///
    /// Returns why a report could not be written; `JournalError` is thrown when the journal cannot be read again.
    package func carry(
        from file: JournalFile,
        where isWanted: (HumanLoopName, LoopRecord) -> Bool
    ) throws(JournalError) -> ReportWriteError? {
        var failure: ReportWriteError?
        try file.forEachResult(where: isWanted) { result in
            guard failure == nil else { return }
            do throws(ReportWriteError) { try write(.carried(result)) } catch { failure = error }
        }
        return failure
    }
}

/// What earlier parts of a run add to the totals of the part that goes on: the last result of each loop counts once.
package struct CarriedResults: Sendable {
    /// How many loops the earlier parts left in each outcome, those left out that have a new result.
    private var outcomes = OutcomeCounts()
    /// The loops that are not settled and have no new result yet, by their last outcome.
    private var pending: [HumanLoopName: LoopOutcome] = [:]
    /// How many loops the earlier parts refused for good.
    private var refused = 0
    /// The calls of the earlier parts, as far as they are known.
    private var calls = CallCounts()
    /// When the first part began; nil when there is none.
    private var startedAt: Timestamp?

    package init() {}

    /// Takes over what a journal holds.
    package init(_ history: JournalHistory) {
        calls = history.calls
        startedAt = history.start?.startedAt
        outcomes = history.outcomes
        for (name, record) in history.records {
            if !record.isSettled {
                pending[name] = record.outcome
            } else if record.outcome == .refused {
                refused += 1
            }
        }
    }

    package var leftovers: Set<HumanLoopName> { Set(pending.keys) }

    /// Takes note that a loop has a new result.
    mutating func supersede(_ name: HumanLoopName) {
        guard let outcome = pending.removeValue(forKey: name) else { return }
        outcomes[outcome] -= 1
    }

    /// Puts the earlier parts and the one that has ended together.
    func total(_ end: RunEnd) -> RunEnd {
        var total = end
        var left = OutcomeCounts()
        left[.refused] = refused
        for outcome in pending.values { left[outcome] += 1 }
        for outcome in LoopOutcome.allCases { total.outcomes[outcome] += outcomes[outcome] }
        total.loopCount += outcomes.total
        total.calls += calls
        total.startedAt = startedAt ?? end.startedAt
        total.exitCode = end.exitCode.gravest(ExitCode(outcomes: left))
        return total
    }
}
