package import CleanupEngine

/// Makes one line of how far a run has come, for each kind of reader; a line has no line end.
package struct ProgressRenderer: Sendable {
    /// What a terminal's line must fit.
    private let layout: TextLayout

    /// Makes a renderer; only the line for a terminal depends on the layout.
    package init(layout: TextLayout) {
        self.layout = layout
    }

    /// Makes a line that is drawn over the one before: a bar and the counts, at most one column less than the width.
    ///
    /// The last column is left free because some terminals go to the next line when it is filled. What matters least is
    /// left out when the line is too narrow.
    package func terminalLine(_ progress: RunProgress) -> String {
        let done = progress.phase == .surveying ? progress.looked : progress.outcomes.total
        let bar = ProgressBar(done: done, total: progress.total)
        let room = layout.width - 1 - bar.columns(ofCells: ProgressBar.cells.lowerBound)
        let parts = TerminalProgress.parts(of: progress, share: bar.percent, fitting: room)
        if progress.phase == .listing {
            return layout.fitted(parts.map(\.text).joined(separator: "  "), to: layout.width - 1)
        }
        let spare = room - TerminalProgress.columns(of: parts)
        guard spare >= 0 else { return layout.fitted(parts.map(\.text).joined(separator: "  "), to: layout.width - 1) }
        let cells = min(ProgressBar.cells.upperBound, ProgressBar.cells.lowerBound + spare)
        return bar.text(cells: cells, usesUnicode: layout.usesUnicode)
            + parts.map { "  " + layout.style.paint($0.text, $0.tone) }.joined()
    }

    /// Makes a line for a log, which nothing is drawn over.
    package func heartbeat(_ progress: RunProgress) -> String {
        let (total, outcomes) = (CountText.grouped(progress.total), progress.outcomes)
        let ended = LoopOutcome.allCases.filter { outcomes[$0] > 0 }
            .map { "\(CountText.grouped(outcomes[$0])) \($0.phrase)" }
        var parts: [String] = []
        switch progress.phase {
        case .listing:
            parts.append("listed \(CountText.counted(progress.looked, "loop"))")
        case .surveying:
            parts.append("looked at \(CountText.grouped(progress.looked)) of \(total)")
        case .sweeping, .ending:
            let details = ended.isEmpty ? "" : " (\(ended.joined(separator: ", ")))"
            parts.append("\(CountText.grouped(outcomes.total)) of \(total) done\(details)")
        }
        if progress.waiting > 0 { parts.append("\(CountText.grouped(progress.waiting)) waiting for workers") }
        parts.append("\(CountText.counted(progress.inFlight, "call")) in flight")
        if progress.calls.throttled > 0 { parts.append("\(CountText.grouped(progress.calls.throttled)) throttled") }
        let lead = progress.phase == .ending ? "ending: " : ""
        return "loopsweep: \(DurationText.clock(progress.elapsed)) \(lead)\(parts.joined(separator: ", "))"
    }

    /// Makes a JSON object for a program.
    package func json(_ progress: RunProgress) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("schema", ReportSchema.version)
            json.member("type", "progress")
            json.member("phase", progress.phase.rawValue)
            json.member("elapsedSeconds", seconds: progress.elapsed)
            json.member("total", progress.total)
            json.member("looked", progress.looked)
            json.member("waiting", progress.waiting)
            json.member("inFlight", progress.inFlight)
            json.member("outcomes", progress.outcomes)
            json.member("calls", progress.calls)
        }
        return json.take()
    }
}
