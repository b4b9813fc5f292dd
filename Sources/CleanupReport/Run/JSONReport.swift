import CleanupEngine
import CleanupJournal
import Support

/// The report as one JSON document: `{"schema":1,"run":{…},"loops":[…],"end":{…}}`, one loop on a line.
struct JSONReportWriter: ReportWriter {
    let sink: any ByteSink
    private(set) var json = JSONWriter()
    private(set) var isFirst = true

    mutating func write(_ event: RunEvent) throws(ReportWriteError) {
        switch event {
        case .start(let start):
            json.object { $0.members(of: start) }
            try sink.write(ReportFormat.json.mark.bytes + json.take())
            try sink.write(",\n\"loops\":[")
        case .result(let result), .carried(let result):
            json.object { $0.members(of: result) }
            try sink.write(isFirst ? "\n" : ",\n")
            try sink.write(json.take())
            isFirst = false
        case .end(let end):
            json.object { $0.members(of: end) }
            try sink.write(isFirst ? "],\n\"end\":" : "\n],\n\"end\":")
            try sink.write(json.take())
            try sink.write("}\n")
            try sink.finish()
        case .resumption, .scope, .identities, .intent: break
        }
    }
}
