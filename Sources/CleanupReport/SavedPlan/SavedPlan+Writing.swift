import CleanupEngine
import HumanLoops

extension SavedPlan {
    /// Makes the file of a plan that is yet to be made, before anything is called.
    ///
    /// - Parameters:
    ///   - path: its path.
    ///   - files: the files that are read.
    /// - Returns: where the plan is written.
    /// - Throws: `ReportWriteError` when it cannot be made, is read, or holds anything but an earlier plan.
    package static func sink(at path: String, reading files: [String]) throws(ReportWriteError) -> any ByteSink {
        try ReplacedFile.refuse(path, reading: files)
        return try ReplacedFile.create(at: path, replacing: .savedPlan)
    }

    /// Writes the plan to its file, whole or not at all: one JSON document with one loop on a line.
    ///
    /// - Throws: `ReportWriteError` when it cannot be written.
    package func finish(_ sink: any ByteSink) throws(ReportWriteError) {
        try write(to: sink)
        try sink.finish()
    }

    /// Writes the plan to a sink.
    func write(to sink: any ByteSink) throws(ReportWriteError) {
        var json = JSONWriter()
        // The document is left open for its last member, so that no loop is held back until all are written.
        try sink.write("{\"schema\":\(ReportSchema.version),\"type\":\"saved_plan\",\n\"plan\":")
        json.object { json in
            json.member("version", version)
            json.member("madeAt", madeAt)
            json.member("name", name)
            json.member("manifestSha256", digest)
            json.member("account", place.account)
            json.member("region", place.region)
            json.member("endpoint", place.endpoint)
            json.member("loopCount", loops.count)
        }
        try sink.write(json.take())
        try sink.write(",\n\"loops\":[")
        for (index, loop) in loops.enumerated() {
            json.object { json in
                json.member("name", loop.name)
                json.member("status", loop.status?.description)
                json.member("creationTime", loop.creationTime)
                json.member("flowDefinitionArn", loop.flowDefinitionARN)
                json.member("rule", loop.rule.map { $0 + 1 })
                json.member("stays", loop.stays)
                json.member("leftAlone", loop.isLeftAlone)
            }
            try sink.write(index == 0 ? "\n" : ",\n")
            try sink.write(json.take())
        }
        try sink.write("\n]}\n")
    }
}
