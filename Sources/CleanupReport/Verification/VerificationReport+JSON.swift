import CleanupEngine
import HumanLoops

extension VerificationReport {
    /// Writes one document, one loop on a line.
    func writeDocument(to sink: any ByteSink) throws(ReportWriteError) {
        var json = JSONWriter()
        try sink.write("{\"schema\":\(ReportSchema.version),\n\"verification\":")
        json.object(conclude)
        try sink.write(json.take())
        try sink.write(",\n\"loops\":[")
        for (index, (name, verdict)) in zip(loops, findings.verdicts).enumerated() {
            json.object { $0.members(of: verdict, name) }
            try sink.write(index == 0 ? "\n" : ",\n")
            try sink.write(json.take())
        }
        try sink.write(loops.isEmpty ? "]}\n" : "\n]}\n")
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

    /// Writes what the look comes to.
    private func conclude(in json: inout JSONWriter) {
        json.member("path", path)
        json.member("name", name)
        json.member("at", at)
        json.member("loopCount", loops.count)
        json.object("verdicts") { json in
            for kind in AbsenceVerdict.Kind.allCases { json.member(kind.rawValue, count(kind)) }
        }
        json.member("placeKnown", findings.isPlaceKnown)
        json.member("finished", isFinished)
        json.member("flawCount", flaws.count)
        json.array("flaws", of: flaws.named) { $0.text($1) }
        json.member("halt", findings.halt)
        json.member("calls", findings.calls)
        json.member("exitCode", Int(exitCode.rawValue))
    }
}

extension JSONWriter {
    /// Writes what came of one loop.
    fileprivate mutating func members(of verdict: AbsenceVerdict, _ name: HumanLoopName) {
        member("name", name)
        member("verdict", verdict.kind.rawValue)
        if let loop = verdict.loop { evidence(of: loop) }
        member("error", verdict.problem)
    }
}
