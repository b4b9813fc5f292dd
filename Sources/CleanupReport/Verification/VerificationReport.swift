package import CleanupEngine
package import CleanupJournal
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
    /// The places at which a report contradicts itself; none for a manifest.
    package var flaws = JournalFlaws()
    /// Whether a report has come to its end; true for a manifest.
    package var isFinished = true

    /// Makes a report of what was found.
    package init(
        path: String,
        name: String,
        at: Timestamp,
        loops: [HumanLoopName],
        findings: AbsenceFindings
    ) {
        self.path = path
        self.name = name
        self.at = at
        self.loops = loops
        self.findings = findings
    }

    /// How many loops have a verdict of a kind.
    func count(_ kind: AbsenceVerdict.Kind) -> Int { findings.verdicts.count { $0.kind == kind } }

    /// Whether the service showed anything by which its account is known, as far as there is something to look for.
    var isPlaceShown: Bool { loops.isEmpty || findings.isPlaceKnown }

    /// What the process tells its caller: 0 only when all loops are gone and the report is whole and right.
    package var exitCode: ExitCode {
        var code = findings.exitCode
        if !flaws.isEmpty { code = code.gravest(.invalidManifest) }
        // What a run that has no end has yet to remove is no wonder.
        guard isFinished else { return code.gravest(.deferred) }
        if count(.there) + count(.unknown) > 0 || !isPlaceShown { code = code.gravest(.failed) }
        return code
    }

    /// Writes the report and flushes the sink.
    package func write(
        _ format: ResultFormat,
        layout: TextLayout,
        to sink: any ByteSink
    ) throws(ReportWriteError) {
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
