import CleanupEngine

/// What stands beside the bar on a terminal: as much as there is room for.
enum TerminalProgress {
    /// A piece of the line.
    struct Part {
        /// What it says, in ASCII.
        var text: String
        /// How it is coloured.
        var tone = TextTone.plain
        /// How late it is left out: the least first, 0 for what never is.
        var worth: Int
    }

    /// Chooses the parts that fit so many columns, in the order in which they stand.
    static func parts(of progress: RunProgress, share percent: Int, fitting room: Int) -> [Part] {
        var parts = allParts(of: progress, share: percent)
        while columns(of: parts) > room, let least = parts.filter({ $0.worth > 0 }).map(\.worth).min() {
            parts.removeAll { $0.worth == least }
        }
        return parts
    }

    /// Counts the columns of parts with the two spaces before each.
    static func columns(of parts: [Part]) -> Int {
        parts.reduce(0) { $0 + 2 + $1.text.utf8.count }
    }

    /// All there is to say.
    private static func allParts(of progress: RunProgress, share percent: Int) -> [Part] {
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
        return parts
    }
}
