import CleanupEngine
@testable import CleanupJournal
import CleanupManifest
import HumanLoops
@testable import Support
import TestSupport

/// A run whose processes are killed one after the other, each of which goes on from the journal, and the last comes to its end.
struct KilledRun: Sendable {
    /// The last part, with all that happened in every part.
    let run: ScheduledRun
    /// What the journal holds in the end.
    let history: JournalHistory
    /// The end of the whole run, earlier parts included.
    let total: RunEnd

    /// Plays a schedule in virtual time.
    ///
    /// - Throws: `JournalError` or `ReportWriteError` when a journal cannot be gone on with.
    static func play(_ schedule: RunSchedule) throws -> KilledRun {
        let time = VirtualTime()
        let chronicle = Chronicle()
        let service = RestlessHumanLoops(schedule, time: time, chronicle: chronicle)
        var bytes: [UInt8] = []
        var stopReason: RunStopReason?
        for number in 0... {
            if let stopReason { chronicle.note(.resumed(wasRefused: stopReason.isRefusal, at: time.now.offset)) }
            let kill = number < schedule.kills.count ? schedule.kills[number] : nil
            let process = MortalProcess(chronicle, time: time)
            let history = bytes.isEmpty ? nil : try JournalHistory(bytes)
            let sink = MortalSink(process, after: bytes)
            let front = MortalHumanLoops(service: service, process: process)
            let part = RunPart(schedule: schedule, history: history, process: process, sink: sink)
            let end = try part.play(on: front, time, chronicle, kill)
            bytes = sink.bytes
            stopReason = end?.part.stopReason
            guard let end, kill == nil || end.part.stopReason == nil else { continue }
            var left: [HumanLoopName: HumanLoop] = [:]
            for entry in schedule.manifest.loops { left[entry.name] = service.seen(entry.name) }
            let run = ScheduledRun(schedule: schedule, end: end.part, entries: chronicle.entries, left: left)
            return KilledRun(run: run, history: try JournalHistory(bytes), total: end.total)
        }
        preconditionFailure("there is a part after the last kill")
    }
}

extension RunStopReason {
    /// Whether it is a guard that did not hold.
    fileprivate var isRefusal: Bool { if case .guards = self { true } else { false } }
}

extension JournalHistory {
    /// Reads the whole lines of a journal.
    ///
    /// - Throws: `JournalError` when one is no line of a report.
    fileprivate init(_ bytes: [UInt8]) throws(JournalError) {
        self.init()
        var splitter = LineSplitter()
        try splitter.take(bytes) { line throws(JournalError) in
            try take(try JournalLine(json: line), bytes: line + [UInt8(ascii: "\n")])
        }
    }
}
