package import CleanupEngine
import CleanupJournal
package import Support

/// All findings of one look at how the service is reached.
package struct DoctorReport: Sendable {
    package let version: String
    /// The findings, in the order of their subjects.
    package let findings: [Finding]

    package init(version: String, findings: [Finding]) {
        self.version = version
        self.findings = findings
    }

    /// What the process tells its caller: the gravest of the findings.
    package var exitCode: ExitCode { findings.reduce(.success) { $0.gravest($1.exitCode) } }

    /// The worst verdict; `ok` when nothing worse was found.
    package var verdict: Verdict {
        [Verdict.problem, .warning].first { verdict in findings.contains { $0.verdict == verdict } } ?? .ok
    }

    /// Writes the report.
    package func write(_ format: ResultFormat, layout: TextLayout, to sink: any ByteSink) throws(ReportWriteError) {
        switch format {
        case .text: try sink.write(text(in: layout))
        case .json, .jsonl: try sink.write(json())
        }
        try sink.flush()
    }
}

/// What was found out about one thing that every command needs.
package struct Finding: Sendable {
    /// What is looked at, in the order in which it is shown.
    package enum Subject: String, CaseIterable, Sendable {
        case profile
        case credentials
        case identity
        case region
        case endpoint
        case proxy
        case certificates
        case retries
        case clock
        case access
    }

    package let subject: Subject
    package var verdict: Verdict
    /// What was found, in words; it holds no secret.
    package var text: String
    /// The bare value, for programs; nil when there is none.
    package var value: String?
    /// Which setting chose the value; nil when no setting did.
    package var source: String?
    /// What to do about it; nil when there is nothing to do.
    package var advice: String?
    /// More facts for programs, in the order in which they are written.
    package var details: [(key: String, value: String)] = []
    /// What a command would tell its caller: `success` unless the verdict is a problem.
    package var exitCode = ExitCode.success

    /// Makes a finding that is no problem.
    package init(
        _ subject: Subject,
        _ verdict: Verdict,
        _ text: String,
        value: String? = nil,
        source: String? = nil,
        advice: String? = nil
    ) {
        self.subject = subject
        self.verdict = verdict
        self.text = text
        self.value = value
        self.source = source
        self.advice = advice
    }

    /// Makes a finding that is a problem.
    package init(_ subject: Subject, problem text: String, _ exitCode: ExitCode) {
        self.init(subject, .problem, text)
        self.exitCode = exitCode
    }
}

/// How good a thing is that was looked at.
package enum Verdict: String, CaseIterable, Sendable {
    /// It is as it should be.
    case ok
    /// A command will work, but someone should know.
    case warning
    /// A command will not work.
    case problem
    /// It was not looked at, because it is not needed or something before it is a problem.
    case skipped

    var tone: TextTone {
        switch self {
        case .ok: .good
        case .warning: .caution
        case .problem: .bad
        case .skipped: .faint
        }
    }
}

extension DoctorReport {
    /// How many lines what was found may take: an error that says what to do must not be cut.
    private static let findingLines = 100

    /// Makes a table for a person: what was looked at, how good it is, what was found and what to do.
    func text(in layout: TextLayout) -> [UInt8] {
        var page = TextPage(layout)
        let rows = findings.map { Self.rows(of: $0, in: layout) }
        let table = TextTable(
            [
                TextColumn(title: "CHECK", fitting: .text, columns: 8...12),
                TextColumn(title: "VERDICT", fitting: .text, columns: 7...7),
                TextColumn(title: "FINDING", fitting: .sentence, columns: 30...1_000),
            ],
            fitting: rows.joined(),
            in: layout,
            sentenceLines: Self.findingLines
        )
        page.header(of: table)
        for row in rows.joined() { page.row(row, of: table) }
        page.gap()
        page.line(conclusion, verdict.tone)
        return page.take()
    }

    private static func rows(of finding: Finding, in layout: TextLayout) -> [[TextCell]] {
        let row = [
            TextCell(text: finding.subject.rawValue, tone: .strong),
            TextCell(text: finding.verdict.rawValue, tone: finding.verdict.tone),
            TextCell(text: finding.text, tone: finding.verdict == .skipped ? .faint : .plain),
        ]
        guard let advice = finding.advice else { return [row] }
        let mark = layout.usesUnicode ? "→" : "->"
        return [row, [TextCell(text: ""), TextCell(text: ""), TextCell(text: "\(mark) \(advice)", tone: .caution)]]
    }

    private var conclusion: String {
        let problems = findings.count { $0.verdict == .problem }
        let warnings = findings.count { $0.verdict == .warning }
        let counts = [(problems, "problem"), (warnings, "warning")]
            .filter { $0.0 > 0 }
            .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
            .joined(separator: ", ")
        return counts.isEmpty ? "All is well." : "\(counts)."
    }

    /// Makes one JSON document in one line.
    func json() -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("schema", ReportSchema.version)
            json.member("type", "doctor")
            json.member("version", version)
            json.member("verdict", verdict.rawValue)
            json.member("exitCode", Int(exitCode.rawValue))
            json.array("checks", of: findings) { json, finding in
                json.object { json in
                    json.member("check", finding.subject.rawValue)
                    json.member("verdict", finding.verdict.rawValue)
                    json.member("value", finding.value)
                    json.member("source", finding.source)
                    for detail in finding.details { json.member(detail.key, detail.value) }
                    json.member("message", finding.text)
                    json.member("advice", finding.advice)
                }
            }
        }
        json.newline()
        return json.take()
    }
}
