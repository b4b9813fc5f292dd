import CleanupEngine
package import HumanLoops

/// Where a journal leaves its run: what, if anything, is to be done about it.
package enum JournalState: String, CaseIterable, Sendable {
    /// A process is writing to it.
    case running
    /// It has no end: its run was killed, or its machine stopped.
    case unfinished
    /// Something ended the run before every loop had its turn, such as a signal or the deadline.
    case endedEarly = "ended-early"
    /// The run has ended, and loops are left for a later one.
    case workLeft = "work-left"
    /// The run has ended, and all that is left are loops that it refused.
    case refused
    /// Nothing is left to do.
    case closed
    /// The run has stopped and deleted nothing, and a new one begins with all that it had to do.
    case unchanged
    /// It is not a journal that this version reads.
    case unreadable

    /// Decides from the first and the last line; `summary` is nil when the file does not begin as a journal does.
    package init(_ summary: JournalSummary?, isInUse: Bool) {
        if isInUse {
            self = .running
        } else if let summary {
            self = summary.state
        } else {
            self = .unreadable
        }
    }

    /// Whether the run can be continued, and has something to continue with.
    package var isResumable: Bool {
        switch self {
        case .unfinished, .endedEarly, .workLeft: true
        case .running, .refused, .closed, .unchanged, .unreadable: false
        }
    }
}

extension JournalSummary {
    fileprivate var state: JournalState {
        if didNothing { return .unchanged }
        guard let end else { return .unfinished }
        if end.stopReasonCode != nil { return .endedEarly }
        if !isClosed { return .workLeft }
        return end.outcomes[.refused] > 0 ? .refused : .closed
    }
}

extension JournalFile {
    /// Whether all its lines say that nothing is left to do: the books are right, and no loop is left or was refused.
    ///
    /// What the run has stopped and then refused would be unknown to later runs without the journal.
    package var isClosed: Bool {
        let history = reading.history
        guard reading.tornBytes == 0, history.flaws.isEmpty, history.isChained, let start = history.start,
            let end = history.end
        else { return false }
        return JournalState(JournalSummary(start: start, end: end, hasChanged: true), isInUse: false) == .closed
    }

    /// Whether all its whole lines say that the run has stopped and deleted nothing, and that nothing of it is continued.
    ///
    /// A line that was torn is about no call: each is made after its line is on the disk.
    package var isUnchanged: Bool {
        let history = reading.history
        guard history.flaws.isEmpty, let start = history.start, history.calls.stop + history.calls.delete == 0,
            !history.records.contains(where: { $0.1.wasTouched })
        else { return false }
        return JournalSummary(start: start, end: history.end, hasChanged: false).didNothing
    }

    /// The loops that the run left, with their creation times where they are known; nil when its lines cannot be believed.
    package var leftLoops: [HumanLoopName: Timestamp?]? {
        let history = reading.history
        guard reading.tornBytes == 0, history.flaws.isEmpty, history.end != nil else { return nil }
        var left: [HumanLoopName: Timestamp?] = [:]
        for (name, record) in history.records where record.isLeft { left[name] = .some(record.creationTime) }
        return left
    }

    /// Takes loops out of those that an earlier run left that are gone as this run tells; returns whether there were any.
    package func takeGone(outOf left: inout [HumanLoopName: Timestamp?]) -> Bool {
        let history = reading.history
        guard reading.tornBytes == 0, history.flaws.isEmpty else { return false }
        let before = left.count
        left = left.filter { name, creationTime in
            guard let record = history.records[name], record.isGone else { return true }
            guard let creationTime, let seen = record.creationTime else { return false }
            return creationTime != seen
        }
        return left.count < before
    }
}

extension LoopRecord {
    /// Whether a run that has ended left the loop to a later one.
    fileprivate var isLeft: Bool {
        switch outcome {
        case .deferred, .failed, .notAttempted: true
        // Each loop of a run that has ended has a result: what has none is a kept duplicate.
        case .deleted, .alreadyGone, .kept, .refused, nil: false
        }
    }

    /// Whether the loop does not exist any more, which no guard has called in doubt.
    fileprivate var isGone: Bool { isSettled && (outcome == .deleted || outcome == .alreadyGone) }
}
