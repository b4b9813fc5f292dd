import CleanupEngine
import CleanupJournal
import Support

/// The report as one JSON document: `{"schema":1,"run":{…},"loops":[…],"end":{…}}`, one loop on a line.
struct JSONReportWriter: ReportWriter {
    let sink: any ByteSink
    private(set) var json = JSONWriter()
    private(set) var isFirst = true
    private(set) var findings: [SelectionFinding] = []

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
            let findings = findings
            json.object { json in
                json.members(of: end)
                if !findings.isEmpty { json.member("rules", findings) }
            }
            try sink.write(isFirst ? "],\n\"end\":" : "\n],\n\"end\":")
            try sink.write(json.take())
            try sink.write("}\n")
            try sink.finish()
        case .scope(let scope): findings = scope.findings
        case .resumption, .listing, .identities, .intent: break
        }
    }
}

extension ByteSink {
    /// Writes one JSON document with a member that tells of the whole and with `loops`, one on a line.
    func writeDocument<Loop>(
        _ key: String,
        _ whole: (inout JSONWriter) -> Void,
        loops: some Sequence<Loop>,
        _ members: (inout JSONWriter, Loop) -> Void
    ) throws(ReportWriteError) {
        var json = JSONWriter()
        // The document is left open for its last member, so that no loop is held back until all are written.
        try write("{\"schema\":\(ReportSchema.version),\n\"\(key)\":")
        json.object(whole)
        try write(json.take())
        try write(",\n\"loops\":[")
        var isFirst = true
        for loop in loops {
            json.object { members(&$0, loop) }
            try write(isFirst ? "\n" : ",\n")
            try write(json.take())
            isFirst = false
        }
        try write(isFirst ? "]}\n" : "\n]}\n")
    }
}
