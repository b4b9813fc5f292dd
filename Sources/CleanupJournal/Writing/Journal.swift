package import CleanupEngine
package import HumanLoops
package import Support

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
    /// The `loop_result` lines so far, those of earlier parts of the run included.
    private var results: ResultDigest
    /// All lines so far, those of earlier parts of the run included.
    private var chain: LineChain
    /// What is said where the run is resumed; nil when it begins with this journal.
    private let resumption: RunResumption?

    /// Makes a journal that is written to a sink.
    package init(to sink: any ByteSink) {
        self.sink = sink
        results = ResultDigest()
        chain = LineChain()
        resumption = nil
    }

    /// Makes a journal that goes on behind the lines of an earlier part of the run.
    ///
    /// - Parameters:
    ///   - sink: adds to those lines.
    ///   - history: what those lines come to.
    ///   - resumption: what is said at the seam.
    init(to sink: any ByteSink, continuing history: JournalHistory, by resumption: RunResumption) {
        self.sink = sink
        results = history.results
        chain = history.chain
        self.resumption = resumption
    }

    /// Writes `run_start`, or `run_resume` where the run is resumed; it is put on the disk at once.
    package mutating func begin(_ start: RunStart) throws(ReportWriteError) {
        if let resumption {
            try append("run_resume", at: resumption.resumedAt) { $0.members(of: resumption) }
        } else {
            try append("run_start", at: start.startedAt) { $0.members(of: start) }
        }
    }

    /// Does nothing: the journal of a run that is resumed holds the line.
    package mutating func carry(_ result: LoopResult) {}

    /// Writes `run_scope`.
    package mutating func note(_ scope: RunScope) throws(ReportWriteError) {
        try append("run_scope", at: scope.at) { $0.members(of: scope) }
    }

    /// Writes a `loop_identity` for each loop.
    package mutating func identify(_ loops: [LoopSighting]) throws(ReportWriteError) {
        for loop in loops { try sink.write(line("loop_identity") { $0.members(of: loop) }) }
        try sink.flush()
        cadence.fallBehind()
    }

    /// Puts all lines on the disk, with one call however many they are.
    package mutating func commit(at now: Timestamp) throws(ReportWriteError) {
        try sink.synchronize()
        cadence.catchUp(at: now)
    }

    /// Writes `loop_intent`, which `commit` puts on the disk together with all others that wait for it.
    package mutating func intend(_ intent: LoopIntent) throws(ReportWriteError) {
        try sink.write(line("loop_intent") { $0.members(of: intent) })
        try sink.flush()
        cadence.fallBehind()
    }

    /// Writes `loop_result`.
    package mutating func record(_ result: LoopResult) throws(ReportWriteError) {
        let line = line("loop_result") { $0.members(of: result) }
        results.add(line)
        try append(line, at: result.endedAt)
    }

    /// Synchronizes the file when lines have been waiting for it for a second.
    package mutating func synchronize(at now: Timestamp) throws(ReportWriteError) {
        if cadence.isDue(at: now) { try sink.synchronize() }
    }

    /// Writes `run_end`, which is put on the disk at once.
    package mutating func end(_ end: RunEnd) throws(ReportWriteError) {
        let (count, digest) = (results.count, results.hexadecimal)
        let line = line("run_end") { json in
            json.members(of: end)
            json.member("resultCount", count)
            json.member("resultsSha256", digest)
        }
        try sink.write(line)
        try sink.finish()
    }

    /// Makes one line, writes it and hands it to the system.
    private mutating func append(
        _ type: String,
        at now: Timestamp,
        _ members: (inout JSONWriter) -> Void
    ) throws(ReportWriteError) {
        try append(line(type, members), at: now)
    }

    /// Makes one line, with its place in the chain.
    private mutating func line(_ type: String, _ members: (inout JSONWriter) -> Void) -> [UInt8] {
        json.line(type, members)
        return chain.seal(json.take())
    }

    /// Writes one line and hands it to the system.
    private mutating func append(_ line: [UInt8], at now: Timestamp) throws(ReportWriteError) {
        try sink.write(line)
        try sink.flush()
        if cadence.wrote(at: now) { try sink.synchronize() }
    }
}

/// Decides when lines that were written are put on the disk: at most once in an interval of the wall clock.
struct SyncCadence: Sendable {
    /// The shortest time from one synchronization to the next.
    let interval: Duration
    /// When the last one was, or when counting began; nil before the first line.
    private var last: Timestamp?
    /// Whether something has been written since.
    private var isBehind = false

    /// Starts with nothing written; the interval defaults to one second.
    init(interval: Duration = .seconds(1)) {
        self.interval = interval
    }

    /// Takes note of a line that was written.
    ///
    /// - Returns: whether to synchronize now.
    mutating func wrote(at now: Timestamp) -> Bool {
        isBehind = true
        return isDue(at: now)
    }

    /// Takes note of a line that was written and waits for the next synchronization.
    mutating func fallBehind() {
        isBehind = true
    }

    /// Takes note that all lines were synchronized.
    mutating func catchUp(at now: Timestamp) {
        last = now
        isBehind = false
    }

    /// Decides, when there is time to, whether to synchronize now; a clock that was set back counts as time passed.
    mutating func isDue(at now: Timestamp) -> Bool {
        guard isBehind else { return false }
        if let last, now >= last, now - last < interval { return false }
        last = now
        isBehind = false
        return true
    }
}
