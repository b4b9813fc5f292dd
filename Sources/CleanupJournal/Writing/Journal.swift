package import CleanupEngine
package import HumanLoops
package import Support

/// The report as JSON Lines, the source of every other format: one line as each thing happens.
///
/// A line that was written outlives the process at once, and the machine after a second: the file is synchronized at most
/// once a second by the times in the lines, by `synchronize`, and at the end. Intents wait for `commit`, which puts all of
/// them on the disk with one call. A journal whose run was killed is valid up to its last whole line.
package struct Journal: ReportWriter {
    /// Where the first line of this part of the run stands.
    enum Beginning {
        /// At the beginning of an empty output: the run begins.
        case new
        /// Behind the lines of an earlier part, which the output holds.
        case continued(RunResumption)
        /// Behind the lines of earlier parts, which are copied first but for so many bytes that the output holds; not at all
        /// without a resumption: the run has ended.
        case copied(JournalFile, after: Int, by: RunResumption?)
    }

    private let sink: any ByteSink
    private let beginning: Beginning
    private var cadence = SyncCadence()
    private var json = JSONWriter()
    /// The `loop_result` lines so far, those of earlier parts of the run included.
    private var results: ResultDigest
    /// All lines so far, those of earlier parts of the run included.
    private var chain: LineChain

    package init(to sink: any ByteSink) { self.init(to: sink, .new, after: JournalHistory()) }

    /// Makes a journal that goes on behind what the lines of an earlier part of the run come to.
    init(to sink: any ByteSink, _ beginning: Beginning, after history: JournalHistory) {
        self.sink = sink
        self.beginning = beginning
        results = history.results
        chain = history.chain
    }

    /// Writes the line of an event and hands it to the system.
    package mutating func write(_ event: RunEvent) throws(ReportWriteError) {
        if case .copied(let file, let count, by: nil) = beginning {
            switch event {
            case .start: return try file.copyWholeLines(to: sink, after: count)
            case .end: return try sink.finish()
            case .resumption, .carried, .listing, .scope, .identities, .intent, .result: return
            }
        }
        switch event {
        case .start(let start): try begin(start)
        case .resumption(let resumption):
            try append("run_resume", at: resumption.resumedAt) { $0.members(of: resumption) }
        // A journal that is resumed holds the line.
        case .carried: return
        case .listing(let since):
            try sink.write(line("run_listing") { $0.member("since", since) })
            try handOver()
        case .scope(let scope): try append("run_scope", at: scope.at) { $0.members(of: scope) }
        case .identities(let loops):
            for loop in loops { try sink.write(line("loop_identity") { $0.members(of: loop) }) }
            try handOver()
        case .intent(let intent):
            try sink.write(line("loop_intent") { $0.members(of: intent) })
            try handOver()
        case .result(let result):
            let line = line("loop_result") { $0.members(of: result) }
            results.add(line)
            try append(line, at: result.endedAt)
        case .end(let end):
            let (count, digest) = (results.count, results.hexadecimal)
            let line = line("run_end") { json in
                json.members(of: end)
                json.member("resultCount", count)
                json.member("resultsSha256", digest)
            }
            try sink.write(line)
            try sink.finish()
        }
    }

    package mutating func commit(at now: Timestamp) throws(ReportWriteError) {
        if case .copied(_, _, by: nil) = beginning { return }
        try sink.synchronize()
        cadence.catchUp(at: now)
    }

    package mutating func synchronize(at now: Timestamp) throws(ReportWriteError) {
        if cadence.isDue(at: now) { try sink.synchronize() }
    }

    /// Writes `run_start`, or the earlier lines and `run_resume` where the run is resumed; it is put on the disk at once.
    private mutating func begin(_ start: RunStart) throws(ReportWriteError) {
        switch beginning {
        case .new: try append("run_start", at: start.startedAt) { $0.members(of: start) }
        case .continued(let resumption): try write(.resumption(resumption))
        case .copied(let file, let count, let resumption):
            try file.copyWholeLines(to: sink, after: count)
            if let resumption { try write(.resumption(resumption)) }
        }
    }

    /// Hands lines to the system that wait for the next synchronization.
    private mutating func handOver() throws(ReportWriteError) {
        try sink.flush()
        cadence.isBehind = true
    }

    private mutating func append(
        _ type: String,
        at now: Timestamp,
        _ members: (inout JSONWriter) -> Void
    ) throws(ReportWriteError) {
        try append(line(type, members), at: now)
    }

    private mutating func append(_ line: [UInt8], at now: Timestamp) throws(ReportWriteError) {
        try sink.write(line)
        try handOver()
        try synchronize(at: now)
    }

    private mutating func line(_ type: String, _ members: (inout JSONWriter) -> Void) -> [UInt8] {
        json.line(type, members)
        return chain.seal(json.take())
    }
}

/// Decides when lines that were written are put on the disk: at most once in an interval of the wall clock.
struct SyncCadence: Sendable {
    private static let interval = Duration.seconds(1)

    /// When the last one was, or when counting began; nil before the first line.
    private var last: Timestamp?
    /// Whether something has been written since.
    var isBehind = false

    /// Takes note that all lines were synchronized.
    mutating func catchUp(at now: Timestamp) {
        last = now
        isBehind = false
    }

    /// Decides, when there is time to, whether to synchronize now; a clock that was set back counts as time passed.
    mutating func isDue(at now: Timestamp) -> Bool {
        guard isBehind else { return false }
        if let last, now >= last, now - last < Self.interval { return false }
        catchUp(at: now)
        return true
    }
}
