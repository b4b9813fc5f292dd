import CleanupEngine
import CleanupJournal
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
        "StartedAt", "EndedAt", "Rule", "ManifestFile",
    ]

    /// The first line of every file.
    static let header = CSVRow(columns).line

    let sink: any ByteSink
    /// The account of loops that do not say theirs; nil when nothing says it.
    private(set) var account: String?
    /// The region of loops that do not say theirs; nil before the run begins.
    private(set) var region: String?

    mutating func write(_ event: RunEvent) throws(ReportWriteError) {
        switch event {
        case .start(let start):
            (account, region) = (start.account, start.region)
            try sink.write(Self.header)
        case .result(let result), .carried(let result): try sink.write(CSVRow(cells(of: result)).line)
        // The end of a run has no row.
        case .end: try sink.finish()
        case .resumption, .scope, .identities, .intent: break
        }
    }

    /// The cells of a loop in the order of the columns; nil is an empty cell.
    private func cells(of result: LoopResult) -> [String?] {
        let arn = result.humanLoopARN.flatMap { AmazonResourceName($0) }
        return [
            arn?.account ?? account,
            arn?.region ?? region,
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
        ]
    }
}
