package import CleanupEngine
import CleanupJournal
import CleanupManifest
import HumanLoops
import Support

/// The report as a summary for a person, written when the run has ended.
struct TextReportWriter: ReportWriter {
    let sink: any ByteSink
    let layout: TextLayout
    /// Whether it is a file, which begins with what it is.
    var isFile = false
    /// Whether it is left to the line of the error when a run never began.
    var isResult = false
    /// Which run it is of; nil before the run begins.
    private(set) var start: RunStart?
    private(set) var digest = RunHighlights()
    private(set) var findings: [SelectionFinding] = []

    mutating func write(_ event: RunEvent) throws(ReportWriteError) {
        switch event {
        case .start(let start): self.start = start
        case .result(let result), .carried(let result): digest.add(result)
        case .end(let end): try self.end(end)
        case .scope(let scope): findings = scope.findings
        case .resumption, .listing, .identities, .intent: break
        }
    }

    private mutating func end(_ end: RunEnd) throws(ReportWriteError) {
        guard let start else { preconditionFailure("end without begin") }
        if isResult, end.calls.stop + end.calls.delete == 0, let stopReason = end.stopReason,
            stopReason.isNoService || stopReason == .noConsent
        {
            return
        }
        if isFile {
            // Both are those of the journal when a run is resumed.
            let run = layout.fitted("\(start.version): run \(start.runID)", to: .max)
            try sink.write(ReportFormat.text.mark.bytes + Array("\(run)\n\n".utf8))
        }
        try sink.write(RunSummary(start: start, end: end, digest: digest, findings: findings).text(in: layout))
        try sink.finish()
    }
}

extension RunStopReason {
    /// Whether the service was not there, did not let the caller in, or could not tell which loops there are.
    package var isNoService: Bool {
        switch self {
        case .credentials, .unreachable, .selection: true
        case .guards, .failures, .noConsent, .interrupted, .deadline, .throttled, .evidence: false
        }
    }
}

/// A run as told to a person after its end: what came of it, what is left, what stays, what to do next.
struct RunSummary {
    let start: RunStart
    let end: RunEnd
    let digest: RunHighlights
    /// What the rules came to, in the order of the manifest.
    var findings: [SelectionFinding] = []

    /// Makes the whole text in UTF-8.
    func text(in layout: TextLayout) -> [UInt8] {
        var page = TextPage(layout)
        addHeading(to: &page)
        addOutcomes(to: &page)
        addLeftLoops(to: &page)
        addSlowestWaits(to: &page)
        addWhatStays(to: &page)
        addNextSteps(to: &page)
        return page.take()
    }

    /// What a run that is not done comes to, in words.
    private var verdict: String {
        let isStopped = start.invocation.isStopOnly && end.exitCode == .deferred && end.stopReason == nil
        return "\(isStopped ? "stopped, nothing deleted: " : "")exit code \(end.exitCode.rawValue)"
    }

    private func addHeading(to page: inout TextPage) {
        let isGood = end.exitCode == .success
        page.paragraph(
            "\(start.name): \(isGood ? "done" : verdict) after \(DurationText.twoUnits(end.duration))",
            isGood ? .good : .strong
        )
        let throttled = end.calls.throttled > 0 ? " (\(CountText.grouped(end.calls.throttled)) throttled)" : ""
        let sizes = "\(CountText.counted(end.loopCount, "loop")), \(CountText.counted(end.calls.total, "call"))"
        page.paragraph("\(start.calledPlace.label): \(sizes)\(throttled)", .faint)
        let details = start.details
        let about =
            [details.owner.map { "owner \($0)" }, details.ticket.map { "ticket \($0)" }].compactMap(\.self)
            + details.labels.map { "\($0.key)=\($0.value)" }
        if !about.isEmpty { page.paragraph(about.joined(separator: ", "), .faint, hanging: 2) }
        if !start.isSimulated, let caller = start.caller.line { page.paragraph(caller, .faint, hanging: 2) }
        for (index, finding) in findings.enumerated() where finding.missing != nil || finding.later > 0 {
            page.paragraph(finding.line(number: index + 1), .caution, hanging: 2)
        }
        if let stopReason = end.stopReason { page.paragraph("Ended early: \(stopReason.reportMessage)", .bad) }
    }

    /// Whether an outcome is what a run that deletes nothing makes of a loop.
    private func isOfStopOnly(_ outcome: LoopOutcome) -> Bool { outcome == .deferred && start.invocation.isStopOnly }

    func addOutcomes(to page: inout TextPage) {
        let rows = LoopOutcome.allCases.filter { end.outcomes[$0] > 0 }.map { outcome in
            [
                TextCell(text: outcome.rawValue, tone: outcome.tone),
                TextCell(text: CountText.grouped(end.outcomes[outcome])),
                TextCell(text: isOfStopOnly(outcome) ? "left to be deleted by a later run" : outcome.meaning),
            ]
        }
        guard !rows.isEmpty else { return }
        let columns = [
            TextColumn(title: "OUTCOME", fitting: .text, columns: 13...13),
            TextColumn(title: "COUNT", fitting: .number, columns: 5...20),
            TextColumn(title: "MEANING", fitting: .sentence, columns: 16...60),
        ]
        page.gap()
        page.table(columns, rows, indent: 2)
        if digest.answeredAfterStop > 0 {
            let answered = CountText.counted(digest.answeredAfterStop, "loop")
            page.paragraph("\(answered) answered by workers after the stop", indent: 2)
        }
    }

    /// Adds the loops that did not end as wanted, the first of each outcome by name.
    ///
    /// When no loop had a turn, they are left for the one reason that ended the run, and their names say nothing more.
    func addLeftLoops(to page: inout TextPage) {
        for outcome in LoopOutcome.allCases where !outcome.isWanted && end.outcomes[outcome] > 0 {
            if outcome == .notAttempted, end.stopReason?.isBeforeFirstTurn ?? false { continue }
            let rows = digest.left[outcome, default: []].map { name, explanation in
                [TextCell(text: name.rawValue), TextCell(text: explanation)]
            }
            let columns = [
                TextColumn(title: "", fitting: .name, columns: 12...63),
                TextColumn(title: "", fitting: .sentence, columns: 24...400),
            ]
            page.gap()
            page.line("Left: \(CountText.grouped(end.outcomes[outcome])) \(outcome.phrase)", outcome.tone)
            page.table(columns, rows, of: end.outcomes[outcome], indent: 2)
        }
    }

    func addSlowestWaits(to page: inout TextPage) {
        guard !digest.slowest.isEmpty else { return }
        let rows = digest.slowest.map { wait in
            [
                TextCell(text: DurationText.twoUnits(wait.waited)),
                TextCell(text: wait.name.rawValue),
                TextCell(text: wait.outcome.rawValue, tone: wait.outcome.tone),
            ]
        }
        let columns = [
            TextColumn(title: "", fitting: .number, columns: 9...9),
            TextColumn(title: "", fitting: .name, columns: 12...63),
            TextColumn(title: "", fitting: .text, columns: 13...13),
        ]
        page.gap()
        page.line("Slowest waits", .strong)
        page.table(columns, rows, indent: 2)
    }

    func addWhatStays(to page: inout TextPage) {
        guard end.outcomes[.deleted] > 0 else { return }
        let copy = digest.dataRetainedUntil.map { "; A2I's internal copy is kept at the latest until \($0)" } ?? ""
        page.gap()
        page.line("What stays", .strong)
        page.paragraph("Workers' answers stay in S3\(copy).", indent: 2)
    }

    private func addNextSteps(to page: inout TextPage) {
        page.gap()
        page.line("Next", .strong)
        let steps = NextStep.steps(after: end, of: start)
        if steps.isEmpty {
            let place = start.calledPlace.label
            page.paragraph("Nothing: all loops of this follow-up are gone, if \(place) is the right place.", indent: 2)
        }
        for step in steps {
            page.paragraph(step.reason, indent: 2)
            page.command(step.command, indent: 4)
        }
    }
}

extension TextPage {
    /// Adds a table, with its titles if it has any, and how many more there are of `total` than its rows.
    mutating func table(_ columns: [TextColumn], _ rows: [[TextCell]], of total: Int = 0, indent: Int = 0) {
        let table = TextTable(columns, fitting: rows, in: layout, indent: indent)
        header(of: table)
        for row in rows { self.row(row, of: table) }
        if total > rows.count { line("and \(CountText.grouped(total - rows.count)) more", indent: indent) }
    }
}

extension RunCaller {
    /// Who began the run, where, and how consent was given; nil when nothing is known.
    fileprivate var line: String? {
        let parts = [arn.map { "by \($0)" }, host.map { "on \($0)" }, consent.map { "consent \($0.words)" }]
        let known = parts.compactMap(\.self)
        return known.isEmpty ? nil : known.joined(separator: ", ")
    }
}

extension Consent {
    fileprivate var words: String {
        switch self {
        case .typed: "typed"
        case .confirm: "with --confirm"
        case .yes: "with --yes"
        }
    }
}
