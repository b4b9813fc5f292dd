import CleanupEngine

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
}
