package import CleanupEngine
import CleanupJournal
package import Support

/// The report as one JSON document: `{"schema":1,"run":{…},"loops":[…],"end":{…}}`, one loop on a line.
package struct JSONReportWriter: ReportWriter {
    private let sink: any ByteSink
    private var json = JSONWriter()
    private var isFirst = true

    package init(to sink: any ByteSink) {
        self.sink = sink
    }

    package mutating func write(_ event: RunEvent) throws(ReportWriteError) {
        switch event {
        case .start(let start): try begin(start)
        case .result(let result), .carried(let result): try record(result)
        case .end(let end): try self.end(end)
        case .resumption, .scope, .identities, .intent: break
        }
    }

    private mutating func begin(_ start: RunStart) throws(ReportWriteError) {
        json.object { $0.members(of: start) }
        try sink.write("{\"schema\":\(ReportSchema.version),\n\"run\":")
        try sink.write(json.take())
        try sink.write(",\n\"loops\":[")
    }

    private mutating func record(_ result: LoopResult) throws(ReportWriteError) {
        json.object { $0.members(of: result) }
        try sink.write(isFirst ? "\n" : ",\n")
        try sink.write(json.take())
        isFirst = false
    }

    private mutating func end(_ end: RunEnd) throws(ReportWriteError) {
        json.object { $0.members(of: end) }
        try sink.write(isFirst ? "],\n\"end\":" : "\n],\n\"end\":")
        try sink.write(json.take())
        try sink.write("}\n")
        try sink.finish()
    }
}

extension ReportFormat {
    /// One JSON document.
    package static let json = ReportFormat(
        rawValue: "json",
        mark: OutputMark(
            bytes: Array("{\"schema\":\(ReportSchema.version),\n\"run\":".utf8),
            kind: "report in JSON"
        )
    ) { JSONReportWriter(to: $0.sink) }
}
