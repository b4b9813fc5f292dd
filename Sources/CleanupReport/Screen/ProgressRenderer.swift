package import CleanupEngine
import CleanupJournal
package import Support

/// How far a run has come in one line for each kind of reader; a line has no line end.
extension RunProgress {
    /// Makes a line that is drawn over the one before: a bar and the counts, at most one column less than the width.
    ///
    /// The last column is left free because some terminals go to the next line when it is filled. What matters least is
    /// left out when the line is too narrow.
    package func terminalLine(in layout: TextLayout) -> String {
        let bar = ProgressBar(done: phase == .surveying ? looked : outcomes.total, total: total)
        // A bar has two brackets.
        let room = layout.width - 3 - ProgressBar.cells.lowerBound
        let parts = TerminalProgress.parts(of: self, share: bar.percent, fitting: room)
        let spare = room - TerminalProgress.columns(of: parts)
        guard phase != .listing, spare >= 0 else {
            return layout.fitted(parts.map(\.text).joined(separator: "  "), to: layout.width - 1)
        }
        let cells = min(ProgressBar.cells.upperBound, ProgressBar.cells.lowerBound + spare)
        return bar.text(cells: cells, usesUnicode: layout.usesUnicode)
            + parts.map { "  " + layout.style.paint($0.text, $0.tone) }.joined()
    }

    /// A line for a log, which nothing is drawn over.
    package var heartbeat: String {
        let total = CountText.grouped(total)
        let ended = LoopOutcome.allCases.filter { outcomes[$0] > 0 }
            .map { "\(CountText.grouped(outcomes[$0])) \($0.phrase)" }
        var parts: [String] = []
        switch phase {
        case .listing: parts.append("listed \(CountText.counted(looked, "loop"))")
        case .surveying: parts.append("looked at \(CountText.grouped(looked)) of \(total)")
        case .sweeping, .ending:
            let details = ended.isEmpty ? "" : " (\(ended.joined(separator: ", ")))"
            parts.append("\(CountText.grouped(outcomes.total)) of \(total) done\(details)")
        }
        if waiting > 0 { parts.append("\(CountText.grouped(waiting)) waiting for workers") }
        parts.append("\(CountText.counted(inFlight, "call")) in flight")
        if calls.throttled > 0 { parts.append("\(CountText.grouped(calls.throttled)) throttled") }
        let lead = phase == .ending ? "ending: " : ""
        return "loopsweep: \(DurationText.clock(elapsed)) \(lead)\(parts.joined(separator: ", "))"
    }

    /// A JSON object for a program.
    package var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("schema", ReportSchema.version)
            json.member("type", "progress")
            json.member("phase", phase.rawValue)
            json.member("elapsedSeconds", seconds: elapsed)
            json.member("total", total)
            json.member("looked", looked)
            json.member("waiting", waiting)
            json.member("inFlight", inFlight)
            json.member("outcomes", outcomes)
            json.member("calls", calls)
        }
        return json.take()
    }
}

/// What stands beside the bar on a terminal: as much as there is room for.
enum TerminalProgress {
    /// A piece of the line.
    struct Part {
        /// What it says, in ASCII.
        var text: String
        var tone = TextTone.plain
        /// How late it is left out: the least first, 0 for what never is.
        var worth: Int
    }

    /// Counts the columns of parts with the two spaces before each.
    static func columns(of parts: [Part]) -> Int { parts.reduce(0) { $0 + 2 + $1.text.utf8.count } }

    /// Chooses the parts that fit so many columns, in the order in which they stand.
    static func parts(of progress: RunProgress, share percent: Int, fitting room: Int) -> [Part] {
        let total = CountText.grouped(progress.total)
        let lead =
            switch progress.phase {
            case .listing: "listed \(CountText.grouped(progress.looked))"
            case .surveying: "looked at \(CountText.grouped(progress.looked))"
            case .sweeping: CountText.grouped(progress.outcomes.total)
            case .ending: "ending, \(CountText.grouped(progress.outcomes.total))"
            }
        var parts =
            progress.phase == .listing
            ? [Part(text: lead, worth: 0)]
            : [Part(text: "\(percent)%", worth: 6), Part(text: "\(lead)/\(total)", worth: 0)]
        let troubled = progress.outcomes[.failed] + progress.outcomes[.refused]
        if troubled > 0 {
            parts.append(Part(text: "\(CountText.grouped(troubled)) failed or refused", tone: .bad, worth: 5))
        }
        if progress.waiting > 0 {
            parts.append(Part(text: "\(CountText.grouped(progress.waiting)) waiting", tone: .caution, worth: 4))
        }
        if progress.calls.throttled > 0 {
            parts.append(Part(text: "\(CountText.grouped(progress.calls.throttled)) throttled", worth: 1))
        }
        parts.append(Part(text: "\(CountText.grouped(progress.inFlight)) in flight", tone: .faint, worth: 2))
        parts.append(Part(text: DurationText.clock(progress.elapsed), tone: .faint, worth: 3))
        while columns(of: parts) > room, let least = parts.filter({ $0.worth > 0 }).map(\.worth).min() {
            parts.removeAll { $0.worth == least }
        }
        return parts
    }
}

/// A bar that fills from left to right.
struct ProgressBar {
    /// How many cells a bar has between its brackets.
    static let cells = 10...30

    /// How much is done, 0 to `total`.
    private let done: Int
    /// How much there is to do; nothing to do counts as all done.
    private let total: Int

    /// Makes a bar; what is done is taken to be within the total.
    init(done: Int, total: Int) {
        self.total = max(0, total)
        self.done = min(max(0, done), self.total)
    }

    /// How much is done in whole hundredths: 100 only when nothing is left.
    var percent: Int { filled(of: 100) }

    /// Draws the bar with so many cells between its brackets.
    func text(cells: Int, usesUnicode: Bool) -> String {
        let (full, empty) = usesUnicode ? ("█", "░") : ("#", "-")
        let count = filled(of: cells)
        return "[" + String(repeating: full, count: count) + String(repeating: empty, count: cells - count) + "]"
    }

    private func filled(of cells: Int) -> Int {
        // In full width, so that no count is too large to be multiplied.
        total == 0 ? cells : total.dividingFullWidth(done.multipliedFullWidth(by: cells)).quotient
    }
}
