package import CleanupEngine
package import CleanupJournal
import CleanupManifest
package import HumanLoops
package import Support

/// What came of the look whether all loops of a manifest, or of a report, are gone.
package struct VerificationReport {
    /// The manifest's or the report's path as it was given.
    package var path: String
    package var name: String
    package var at: Timestamp
    package var loops: [HumanLoopName]
    /// What came of each, and what ended the look early.
    package var findings: AbsenceFindings
    /// What the rules of a manifest came to; none for a report.
    package var rules: [SelectionFinding] = []
    /// The places at which a report contradicts itself; none for a manifest.
    package var flaws = JournalFlaws()
    /// Whether a report has come to its end; true for a manifest.
    package var isFinished = true
    /// Where it was looked; nil where that is not told.
    package var place: CalledPlace?

    /// Makes a report of what was found.
    package init(path: String, name: String, at: Timestamp, loops: [HumanLoopName], findings: AbsenceFindings) {
        self.path = path
        self.name = name
        self.at = at
        self.loops = loops
        self.findings = findings
    }

    /// How many loops have a verdict of a kind.
    func count(_ kind: AbsenceVerdict.Kind) -> Int { findings.verdicts.count { $0.kind == kind } }

    /// Whether the service showed anything by which its account is known, as far as there is something to look for.
    var isPlaceShown: Bool { loops.isEmpty && rules.isEmpty || findings.isPlaceKnown }

    /// What the process tells its caller: 0 only when all loops are gone and the report is whole and right.
    package var exitCode: ExitCode {
        var code = findings.exitCode
        if !flaws.isEmpty { code = code.gravest(.invalidManifest) }
        // What a run that has no end has yet to remove is no wonder.
        guard isFinished else { return code.gravest(.deferred) }
        let isWanting = count(.there) + count(.unknown) > 0 || rules.contains { $0.missing == .fail }
        if isWanting || !isPlaceShown { code = code.gravest(.failed) }
        return code
    }

    /// Writes the report and flushes the sink.
    package func write(_ format: ResultFormat, layout: TextLayout, to sink: any ByteSink) throws(ReportWriteError) {
        switch format {
        case .text: try sink.write(text(in: layout))
        case .json:
            try sink.writeDocument("verification", conclude, loops: zip(loops, findings.verdicts)) { json, loop in
                json.members(of: loop.1, loop.0)
            }
        case .jsonl: try writeLines(to: sink)
        }
        try sink.flush()
    }
}

extension AbsenceVerdict {
    /// A verdict without its evidence; the raw value is how reports spell it.
    enum Kind: String, CaseIterable {
        case gone = "gone"
        case another = "another-loop"
        case there = "still-there"
        case unknown = "not-known"

        var phrase: String { rawValue.replacing("-", with: " ") }

        var tone: TextTone {
            switch self {
            case .gone: .good
            case .another: .plain
            case .there, .unknown: .bad
            }
        }
    }

    var kind: Kind {
        switch self {
        case .gone: .gone
        case .another: .another
        case .there: .there
        case .unknown: .unknown
        }
    }

    /// The loop that has the name; nil when there is none, or no one could tell.
    var loop: HumanLoop? {
        switch self {
        case .another(let loop), .there(let loop): loop
        case .gone, .unknown: nil
        }
    }

    /// Why no one could tell; nil when someone could, or the loop was not asked for.
    var problem: LoopProblem? {
        guard case .unknown(let problem) = self else { return nil }
        return problem
    }
}

extension VerificationReport {
    /// How many loops that are not gone are named.
    private static let namedLimit = 5

    /// Makes the text for a person: the counts, what is wrong with the report, then the loops that are not gone.
    func text(in layout: TextLayout) -> [UInt8] {
        var page = TextPage(layout)
        addHeading(to: &page)
        addFlaws(to: &page)
        addLoops(to: &page)
        return page.take()
    }

    private func addHeading(to page: inout TextPage) {
        let gone = count(.gone) + count(.another)
        let total = CountText.counted(loops.count, "loop")
        let isGood = exitCode == .success
        let share = gone == loops.count ? "all" : CountText.grouped(gone)
        page.paragraph(
            loops.isEmpty ? "\(name): there is no loop to look for" : "\(name): \(share) of \(total) gone",
            isGood ? .good : .strong
        )
        let calls = CountText.counted(findings.calls.total, "call")
        page.paragraph(place.map { "\($0.label): \(calls)" } ?? calls, .faint, hanging: 2)
        if !isFinished {
            page.paragraph(
                "The report has no end: its run was cut off, or goes on. 'loopsweep run --resume' closes it.",
                .caution
            )
        }
        if let stopReason = findings.stopReason { page.paragraph("Ended early: \(stopReason.reportMessage)", .bad) }
        for (index, rule) in rules.enumerated() where rule.missing != nil {
            page.paragraph(rule.line(number: index + 1), .caution, hanging: 2)
        }
        if gone > 0 || !rules.isEmpty, !isPlaceShown {
            page.paragraph(
                "No flow definition could be listed and no loop described: another account or region would look the same. "
                    + "Check both, name a flow definition in 'expect', or verify the run's report.",
                .bad
            )
        }
    }

    private func addFlaws(to page: inout TextPage) {
        guard !flaws.isEmpty else { return }
        page.gap()
        page.paragraph("The report contradicts itself: it was changed, or its run is at fault.", .bad)
        for flaw in flaws.named { page.paragraph(flaw, .bad, indent: 2, hanging: 2) }
        let more = flaws.count - flaws.named.count
        if more > 0 { page.line("and \(CountText.grouped(more)) more", indent: 2) }
    }

    /// Adds the loops that are not gone, and the names that belong to others, the first of them by name.
    private func addLoops(to page: inout TextPage) {
        let left = zip(loops, findings.verdicts).filter { $0.1.kind != .gone }
        guard !left.isEmpty else { return }
        let rows = left.prefix(Self.namedLimit).map { name, verdict in
            [
                TextCell(text: name.rawValue),
                TextCell(text: verdict.loop?.status.description ?? "-"),
                TextCell(text: verdict.loop?.creationTime.description ?? "-"),
                TextCell(text: verdict.kind.phrase, tone: verdict.kind.tone),
            ]
        }
        let columns = [
            TextColumn(title: "NAME", fitting: .name, columns: 8...63),
            TextColumn(title: "STATUS", fitting: .text, columns: 6...12),
            TextColumn(title: "CREATED", fitting: .text, columns: 24...24),
            TextColumn(title: "VERDICT", fitting: .text, columns: 12...12),
        ]
        page.gap()
        page.table(columns, rows, of: left.count)
        let problems = Dictionary(grouping: left.compactMap(\.1.problem), by: \.code)
        for (code, found) in problems.sorted(by: { $0.key < $1.key }) {
            // What is said of one is said of all, but for the names in it.
            let message = found.first.map(\.message) ?? ""
            let words = message.isEmpty ? "" : ": \(message)"
            page.paragraph("\(code): \(CountText.counted(found.count, "loop"))\(words)", .bad, hanging: 2)
        }
    }

    /// Writes a `verify_loop` for each loop, and `verify_end`.
    func writeLines(to sink: any ByteSink) throws(ReportWriteError) {
        var json = JSONWriter()
        for (name, verdict) in zip(loops, findings.verdicts) {
            json.line("verify_loop") { $0.members(of: verdict, name) }
            try sink.write(json.take())
        }
        json.line("verify_end", conclude)
        try sink.write(json.take())
    }

    func conclude(in json: inout JSONWriter) {
        json.member("path", path)
        json.member("name", name)
        if let place {
            json.member("account", place.account)
            json.member("region", place.region)
            json.member("endpoint", place.endpoint)
        }
        json.member("at", at)
        json.member("loopCount", loops.count)
        json.object("verdicts") { json in
            for kind in AbsenceVerdict.Kind.allCases { json.member(kind.rawValue, count(kind)) }
        }
        json.member("placeKnown", findings.isPlaceKnown)
        if !rules.isEmpty { json.member("rules", rules) }
        json.member("finished", isFinished)
        json.member("flawCount", flaws.count)
        json.array("flaws", of: flaws.named) { $0.text($1) }
        json.member("halt", findings.stopReason)
        json.member("calls", findings.calls)
        json.member("exitCode", Int(exitCode.rawValue))
    }
}

extension JSONWriter {
    mutating func members(of verdict: AbsenceVerdict, _ name: HumanLoopName) {
        member("name", name)
        member("verdict", verdict.kind.rawValue)
        if let loop = verdict.loop { evidence(of: loop) }
        member("error", verdict.problem)
    }
}
