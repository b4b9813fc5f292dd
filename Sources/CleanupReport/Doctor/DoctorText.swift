import CleanupEngine
import CleanupJournal
import Support

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
}

extension DoctorReport {
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
