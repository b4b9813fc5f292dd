import CleanupEngine
import CleanupJournal
import CleanupManifest
import HumanLoops
import Support

/// The report as comma-separated values, one loop a row, with a header row always.
///
/// The first seven columns are those of an S3 Batch Operations completion report, with the account, the region and the
/// loop in place of the bucket, the key and the version.
struct CSVReportWriter: ReportWriter {
    private static let columns = [
        "Account", "Region", "HumanLoopName", "TaskStatus", "ErrorCode", "HTTPStatusCode", "ResultMessage",
        "Outcome", "InitialStatus", "FinalStatus", "Reason", "ManifestLine", "StoppedByRun", "CreationTime",
        "FlowDefinitionArn", "HumanLoopArn", "OutputS3Uri", "DataRetainedUntil", "Calls", "WaitedSeconds",
        "StartedAt", "EndedAt", "Rule", "ManifestFile", "RunId", "Simulated", "RequestId", "FailureCode",
        "KeptDuplicate", "Owner", "Ticket", "Labels", "CallerArn", "Host", "Consent",
    ]

    /// The first line of every file.
    static let header = CSVRow(columns).line
    /// What the header of every version begins with: the columns of the first.
    static let mark = Array(CSVRow(Array(columns.prefix(24))).line.dropLast(2))

    let sink: any ByteSink
    /// Nil before the run begins.
    private(set) var start: RunStart?

    mutating func write(_ event: RunEvent) throws(ReportWriteError) {
        switch event {
        case .start(let start):
            self.start = start
            try sink.write(Self.header)
        case .result(let result), .carried(let result): try sink.write(CSVRow(cells(of: result)).line)
        // The end of a run has no row.
        case .end: try sink.finish()
        case .resumption, .listing, .scope, .identities, .intent: break
        }
    }

    /// The cells of a loop in the order of the columns; nil is an empty cell.
    private func cells(of result: LoopResult) -> [String?] {
        let arn = result.humanLoopARN.flatMap { AmazonResourceName($0) }
        return [
            arn?.account ?? start?.account,
            arn?.region ?? start?.region,
            result.name.rawValue,
            result.outcome.isWanted ? "succeeded" : "failed",
            result.problem?.code,
            result.problem?.httpStatus.map { String($0) },
            result.problem?.message,
            result.outcome.rawValue,
            result.initialStatus?.description,
            result.finalStatus?.description,
            result.reason,
            String(result.manifestLine),
            result.stoppedByRun ? "true" : "false",
            result.creationTime?.description,
            result.flowDefinitionARN,
            result.humanLoopARN,
            result.outputS3URI,
            result.dataRetainedUntil?.description,
            String(result.calls.total),
            DurationText.decimalSeconds(result.waited),
            result.startedAt?.description,
            result.endedAt.description,
            result.rule.map { String($0 + 1) },
            result.manifestFile,
            start?.runID,
            start.map { $0.isSimulated ? "true" : "false" },
            result.problem?.requestID,
            result.failureCode,
            result.keptInstead?.name.rawValue,
            start?.details.owner,
            start?.details.ticket,
            start?.details.labels.map { "\($0.key)=\($0.value)" }.joined(separator: " "),
            start?.caller.arn,
            start?.caller.host,
            start?.caller.consent?.rawValue,
        ]
    }
}
