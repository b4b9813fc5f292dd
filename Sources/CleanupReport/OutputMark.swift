import CleanupEngine

/// What an output of one kind begins with: by it an earlier one is known, which alone is replaced.
struct OutputMark: Sendable {
    /// The first bytes.
    let bytes: [UInt8]
    /// The kind, for a person.
    let kind: String

    /// A journal, or a report in JSON Lines.
    static let journal = OutputMark(
        bytes: Array("{\"schema\":\(ReportSchema.version),\"type\":\"run_start\"".utf8),
        kind: "report in JSON Lines"
    )
    /// A report as one JSON document.
    static let json = OutputMark(
        bytes: Array("{\"schema\":\(ReportSchema.version),\n\"run\":".utf8),
        kind: "report in JSON"
    )
    /// A report as comma-separated values.
    static let csv = OutputMark(bytes: CSVReportWriter.header, kind: "report in CSV")
    /// A report as text, in a file.
    static let text = OutputMark(bytes: Array("Report by loopsweep ".utf8), kind: "report in text")
    /// A saved plan.
    static let savedPlan = OutputMark(
        bytes: Array("{\"schema\":\(ReportSchema.version),\"type\":\"saved_plan\"".utf8),
        kind: "saved plan"
    )

    /// Whether a file begins so.
    func isAt(_ path: String) -> Bool { SystemCalls().beginning(of: path, count: bytes.count) == bytes }
}
