package import CleanupEngine
import CleanupJournal
import HumanLoops
import Support

extension RunProgress {
    /// A JSON object for a program, on one line, as `ProgressSchema` describes it.
    package var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("schema", ReportSchema.version)
            json.member("type", "progress")
            json.member("phase", phase.rawValue)
            json.member("elapsedSeconds", seconds: elapsed)
            json.member("total", total)
            json.member("looked", looked)
            json.member("done", done)
            json.member("waiting", waiting)
            json.member("retrying", retrying)
            json.member("throttledLoops", throttledLoops)
            json.member("inFlight", inFlight)
            json.member("outcomes", outcomes)
            json.member("calls", calls)
            if !longestWaits.isEmpty {
                json.array("longestWaits", of: longestWaits) { json, wait in
                    json.object { json in
                        json.member("name", wait.name)
                        json.member("waitedSeconds", seconds: wait.waited)
                        json.member("leftSeconds", seconds: wait.left)
                    }
                }
            }
            if let nextLook { json.member("nextLookSeconds", seconds: nextLook) }
            if let remaining { json.member("remainingSeconds", seconds: remaining) }
            if !slowed.isEmpty {
                json.array("slowed", of: slowed) { json, row in
                    json.object { json in
                        json.member("operation", row.operation.rawValue)
                        if let rate = row.callsPerSecond { json.member("callsPerSecond", seconds: .seconds(rate)) }
                    }
                }
            }
            if phase == .ending, let grace { json.member("graceSeconds", seconds: grace) }
            json.member("halt", stopReason)
        }
        return json.take()
    }
}
