package import CleanupEngine
package import HumanLoops

/// The report as JSON Lines, the source of every other format: one line as each thing happens.
///
/// A line that was written outlives the process at once, and the machine after a second: the file is synchronized at most
/// once a second by the times in the lines, by `synchronize`, and at the end. A journal whose run was killed is valid up
/// to its last whole line.
package struct Journal: ReportWriter {
    /// Where the lines go.
    private let sink: any ByteSink
    /// When they are put on the disk.
    private var cadence = SyncCadence()
    /// The line that is being made.
    private var json = JSONWriter()

    /// Makes a journal that is written to a sink.
    package init(to sink: any ByteSink) {
        self.sink = sink
    }

    /// Writes `run_start`, which is put on the disk at once.
    package mutating func begin(_ start: RunStart) throws(ReportWriteError) {
        try append("run_start", at: start.startedAt) { $0.members(of: start) }
    }

    /// Writes `loop_intent`.
    package mutating func intend(_ intent: LoopIntent) throws(ReportWriteError) {
        try append("loop_intent", at: intent.at) { $0.members(of: intent) }
    }

    /// Writes `loop_result`.
    package mutating func record(_ result: LoopResult) throws(ReportWriteError) {
        try append("loop_result", at: result.endedAt) { $0.members(of: result) }
    }

    /// Synchronizes the file when lines have been waiting for it for a second.
    package mutating func synchronize(at now: Timestamp) throws(ReportWriteError) {
        if cadence.isDue(at: now) { try sink.synchronize() }
    }

    /// Writes `run_end`, which is put on the disk at once.
    package mutating func end(_ end: RunEnd) throws(ReportWriteError) {
        json.line("run_end") { $0.members(of: end) }
        try sink.write(json.take())
        try sink.finish()
    }

    /// Writes one line and hands it to the system.
    private mutating func append(
        _ type: String,
        at now: Timestamp,
        _ members: (inout JSONWriter) -> Void
    ) throws(ReportWriteError) {
        json.line(type, members)
        try sink.write(json.take())
        try sink.flush()
        if cadence.wrote(at: now) { try sink.synchronize() }
    }
}
