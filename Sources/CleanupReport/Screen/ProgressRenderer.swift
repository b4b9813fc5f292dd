package import CleanupEngine
package import Support

extension RunProgress {
    /// The width from which on a second line says who is waited for, and how long the rest takes.
    private static let detailedWidth = 72

    /// Makes the lines that are drawn over those before: a bar with the counts and, where there is room, a line of detail.
    ///
    /// No line reaches the last column, because some terminals go to the next line when it is filled. What matters least is
    /// left out when a line is too narrow.
    package func screenLines(width: Int, style: TextStyle, usesUnicode: Bool) -> [String] {
        let layout = TextLayout(width: width, style: style, usesUnicode: usesUnicode)
        guard width >= TextLayout.minimumWidth else { return [ProgressLine(self, in: layout).text(width: width)] }
        let line = ProgressLine(self, in: layout).text
        guard width >= Self.detailedWidth else { return [line] }
        let detail = ProgressDetail(self, in: layout).text
        return detail.isEmpty ? [line] : [line, detail]
    }
}

/// The bar of a terminal and what stands beside it: as much as there is room for.
private struct ProgressLine {
    /// A piece of the line.
    private struct Part {
        /// What it says, in ASCII.
        var text: String
        var tone = TextTone.plain
        /// How late it is left out: the least first, 0 for what never is.
        var worth: Int
    }

    /// The width from which on it is said of what has ended that it is done.
    private static let wordyWidth = 72

    private let progress: RunProgress
    private let layout: TextLayout
    private let bar: ProgressBar

    init(_ progress: RunProgress, in layout: TextLayout) {
        self.progress = progress
        self.layout = layout
        let isLooking = progress.phase == .surveying
        bar = ProgressBar(done: isLooking ? progress.looked : progress.done, total: progress.total)
    }

    var text: String {
        // A bar has two brackets.
        let room = layout.width - 3 - ProgressBar.cells.lowerBound
        let parts = parts(fitting: room)
        let spare = room - Self.columns(of: parts)
        guard progress.phase != .listing, spare >= 0 else {
            return layout.fitted(parts.map(\.text).joined(separator: "  "), to: layout.width - 1)
        }
        let cells = min(ProgressBar.cells.upperBound, ProgressBar.cells.lowerBound + spare)
        return bar.text(cells: cells, usesUnicode: layout.usesUnicode)
            + parts.map { "  " + layout.style.paint($0.text, $0.tone) }.joined()
    }

    /// The line without a bar, for a terminal that has no room for one.
    func text(width: Int) -> String {
        let parts = parts(fitting: width + 1)
        return layout.fitted(parts.map(\.text).joined(separator: "  "), to: max(0, width - 1))
    }

    /// Counts the columns of parts with the two spaces before each.
    private static func columns(of parts: [Part]) -> Int { parts.reduce(0) { $0 + 2 + $1.text.utf8.count } }

    /// Chooses the parts that fit so many columns, in the order in which they stand.
    private func parts(fitting room: Int) -> [Part] {
        let total = CountText.grouped(progress.total)
        let share = "\(CountText.grouped(progress.done))/\(total)\(layout.width < Self.wordyWidth ? "" : " done")"
        var parts: [Part] =
            switch progress.phase {
            case .listing: [Part(text: "listed \(CountText.counted(progress.looked, "loop"))", worth: 0)]
            case .surveying: [Part(text: "looked at \(CountText.grouped(progress.looked))/\(total)", worth: 0)]
            case .sweeping: [Part(text: share, worth: 0)]
            case .ending: [Part(text: "ending, \(share)", worth: 0)]
            }
        if progress.phase != .listing { parts.insert(Part(text: "\(bar.percent)%", worth: 3), at: 0) }
        func add(_ count: Int, _ words: String, _ tone: TextTone, worth: Int) {
            if count > 0 { parts.append(Part(text: "\(CountText.grouped(count)) \(words)", tone: tone, worth: worth)) }
        }
        add(progress.outcomes[.failed] + progress.outcomes[.refused], "failed or refused", .bad, worth: 6)
        add(progress.waiting, "waiting", .caution, worth: 5)
        if progress.isThrottled { parts.append(Part(text: "throttled", tone: .caution, worth: 4)) }
        add(progress.retrying, "retrying", .caution, worth: 2)
        parts.append(Part(text: "\(CountText.grouped(progress.inFlight)) in flight", tone: .faint, worth: 1))
        parts.append(Part(text: DurationText.clock(progress.elapsed), tone: .faint, worth: 7))
        while Self.columns(of: parts) > room, let least = parts.filter({ $0.worth > 0 }).map(\.worth).min() {
            parts.removeAll { $0.worth == least }
        }
        return parts
    }
}

/// What stands beneath the bar: whom the run waits for, what slows it, and how long the rest takes.
private struct ProgressDetail {
    private static let indent = 2
    /// The most columns that a name may take.
    private static let nameColumns = 24

    private let progress: RunProgress
    private let layout: TextLayout

    init(_ progress: RunProgress, in layout: TextLayout) {
        self.progress = progress
        self.layout = layout
    }

    /// Empty when there is nothing to say, or no room for it.
    var text: String {
        let room = layout.width - 1 - Self.indent
        // The more names the better, as long as nothing else is left out for them; then what comes last is left out.
        var candidates = (1...max(1, progress.longestWaits.count)).reversed().map { parts(naming: $0) }
        if let fewest = candidates.last {
            candidates += (0..<fewest.count).reversed().map { Array(fewest.prefix($0)) }
        }
        let texts = candidates.lazy.map { $0.joined(separator: "; ") }
        guard let text = texts.first(where: { layout.columns(of: $0, upTo: room + 1) <= room }), !text.isEmpty else {
            return ""
        }
        return String(repeating: " ", count: Self.indent) + layout.style.paint(layout.fitted(text, to: room), .faint)
    }

    /// All that there is to say, with so many names of loops that are waited for.
    private func parts(naming count: Int) -> [String] {
        if progress.phase == .ending { return progress.endingTexts }
        let waits = progress.waitsText(naming: count) { layout.abbreviated($0, to: Self.nameColumns) }
        let parts = [
            progress.phase == .sweeping ? nil : "looking only: nothing is changed", progress.throttleText, waits,
            progress.remainingText, progress.nextLookText,
        ]
        return parts.compactMap(\.self)
    }
}
