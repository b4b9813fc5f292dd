package import CleanupEngine
package import CleanupJournal
import HumanLoops
package import Support

/// A report in JSON Lines as `loopsweep show` tells it: what came of the run, what is left, and what to do.
package struct RecordedRun {
    private let history: JournalHistory
    private let start: RunStart
    /// The path of the report as it was given.
    private let path: String
    private let state: JournalState
    private var digest = RunHighlights()

    /// Makes it of a report whose whole lines were read; `history` must have a start.
    package init(_ history: JournalHistory, at path: String, state: JournalState) {
        guard let start = history.start else { preconditionFailure("a report that was read has a start") }
        self.history = history
        self.start = start
        self.path = path
        self.state = state
    }

    /// Takes in the last result of a loop.
    package mutating func add(_ result: LoopResult) { digest.add(result) }

    /// Makes the text for a person.
    package func text(in layout: TextLayout) -> [UInt8] {
        var page = TextPage(layout)
        page.paragraph("\(start.name): \(isDamaged ? Self.damage : stateSentence)", tone, hanging: 2)
        let rehearsal = start.isSimulated ? "" : " at \(start.endpoint)"
        page.paragraph("\(start.calledPlace.summaryOfRun)\(rehearsal)", .faint, hanging: 2)
        page.paragraph(
            "Run \(start.runID) of '\(start.manifestPath)', by loopsweep \(start.version)",
            .faint,
            hanging: 2
        )
        page.paragraph("Begun at \(start.startedAt)\(ending)", .faint, hanging: 2)
        addFlaws(to: &page)
        let summary = RunSummary(start: startOfSummary, end: end, digest: digest)
        summary.addOutcomes(to: &page)
        summary.addLeftLoops(to: &page)
        summary.addSlowestWaits(to: &page)
        summary.addWhatStays(to: &page)
        addNext(to: &page)
        return page.take()
    }

    /// Whether its lines contradict each other, so that they cannot be believed.
    package var isDamaged: Bool { !history.flaws.isEmpty }

    /// What `verify` says of such a report.
    private static let damage = "the report contradicts itself: it was changed, or its run is at fault"

    private var stateSentence: String {
        switch state {
        case .running: "the run is still running"
        case .unfinished: "the report has no end: its run was killed, its machine stopped, or lines are lost"
        case .endedEarly: "the run was ended early (\(history.end?.stopReasonCode ?? "not told"))"
        case .workLeft: "the run has ended, and loops are left for a later one"
        case .refused: "the run has ended, and loops were refused"
        case .closed where history.leavesLaterLoops:
            "the run is done; loops that were created after it began are left to a new one"
        case .closed: "the run is done, and nothing is left"
        case .unchanged where history.end == nil: "the report has no end, and tells of no stop and no delete"
        case .unchanged: "the run stopped and deleted nothing"
        case .unreadable: "the report cannot be read to its end"
        }
    }

    private var tone: TextTone { isDamaged ? .bad : state == .closed ? .good : .strong }

    private var ending: String {
        let parts = history.segments > 1 ? ", in \(history.segments) parts" : ""
        return "\(history.end.map { ", ended at \($0.endedAt)" } ?? "")\(parts)"
    }

    /// The end as the summary takes it; of a run without one, what its lines come to.
    private var end: RunEnd {
        if let end = history.end { return end.runEnd(startedAt: start.startedAt) }
        return RunEnd(
            loopCount: start.loopCount,
            outcomes: history.outcomes,
            calls: history.calls,
            stopReason: nil,
            exitCode: .deferred,
            startedAt: start.startedAt,
            endedAt: start.startedAt
        )
    }

    /// The start, with what a journal does not say: whether the run, which no other part followed, only stopped loops.
    private var startOfSummary: RunStart {
        var start = start
        start.invocation.isStopOnly = !start.invocation.deleteCommand.isEmpty && history.segments == 1
        return start
    }

    private func addFlaws(to page: inout TextPage) {
        guard isDamaged else { return }
        page.gap()
        for flaw in history.flaws.named.prefix(5) { page.paragraph(flaw, .bad, indent: 2, hanging: 2) }
        let more = history.flaws.count - min(5, history.flaws.named.count)
        if more > 0 { page.line("and \(CountText.grouped(more)) more", indent: 2) }
    }

    private func addNext(to page: inout TextPage) {
        let step: (reason: String, command: String)?
        let report = "loopsweep verify \(ShellWord.quoted(path))"
        switch state {
        case .running, .unreadable: step = nil
        case _ where start.isSimulated && state.isResumable:
            page.gap()
            page.line("Next", .strong)
            page.paragraph("A rehearsal is not continued: it begins anew each time.", indent: 2)
            return
        case _ where start.isSimulated: step = nil
        case _ where isDamaged: step = ("To check each line, and look whether the loops are gone:", report)
        case .unchanged: step = history.end?.loopCount == 0 ? nil : ("To run it again:", start.recordedCommandToResume)
        case .unfinished, .endedEarly: step = ("To continue it:", start.recordedCommandToResume)
        case .workLeft: step = ("To do what is left:", start.recordedCommandToDelete)
        case .refused, .closed: step = ("To verify that the loops are gone:", report)
        }
        guard let step else { return }
        page.gap()
        page.line("Next", .strong)
        let folder = start.invocation.directory
        let place = folder.isEmpty || step.command == report ? "" : " (in \(ShellWord.quoted(folder)))"
        page.paragraph("\(step.reason.dropLast())\(place):", indent: 2)
        page.command(step.command, indent: 4)
    }
}

extension CalledPlace {
    /// The account and the region, and that it was a rehearsal.
    fileprivate var summaryOfRun: String {
        "\(account.map { "account \($0), " } ?? "")\(region)\(isSimulated ? ", rehearsal on a simulated service" : "")"
    }
}
