package import CleanupEngine
import CleanupManifest
package import HumanLoops
import Support

/// What the lines of a journal come to: a fold over them, in their order, that does no I/O.
package struct JournalHistory: Sendable {
    /// What its first line says of the run; nil before it.
    package private(set) var start: RunStart?
    /// How many parts the run has: one more than it was resumed.
    package private(set) var segments = 0
    /// What the last line says of all before it; nil when the run has not come to its end, or was resumed.
    package private(set) var end: JournalEnd?
    package private(set) var records = LoopRecords()
    /// What the rules came to when they were followed last; nil when they were not.
    package private(set) var scope: RunScope?
    /// When the rules were first followed to their end; nil when they were not.
    package var listedSince: Timestamp? {
        // An earlier version changed loops, and did not say since when it listed them.
        firstListing ?? (scope != nil && calls.stop + calls.delete > 0 ? start?.startedAt : nil)
    }
    private var firstListing: Timestamp?
    /// The calls that are known of: those that results tell of, and those that were written down and have no result yet.
    package private(set) var calls = CallCounts()
    /// The calls of this part that were written down for loops that have no result yet: their results will tell of them.
    private var writtenDown: [HumanLoopName: CallCounts] = [:]
    /// The lines that contradict each other, the first of them in words; empty when the books are right.
    package private(set) var flaws = JournalFlaws()
    package private(set) var results = ResultDigest()
    /// All lines so far.
    private(set) var chain = LineChain()
    /// Whether every line is to have its place in the chain: the first one has, but for journals of earlier versions.
    package private(set) var isChained = false
    /// Whether the chain is broken: then nothing can be said of the lines that follow.
    private var isChainBroken = false
    private var lineCount = 0

    /// Takes in the next line, and its bytes with the line feed; the first must be the start of a run.
    mutating func take(_ line: JournalLine, bytes: [UInt8]) throws(JournalError) {
        lineCount += 1
        follow(bytes)
        guard case .event(.start(let start)) = line else {
            if lineCount == 1 { throw .unreadable("its first line is not the start of a run") }
            return go(on: line, bytes)
        }
        guard lineCount == 1 else { throw .unreadable("line \(lineCount) starts another run") }
        self.start = start
        segments = 1
    }

    private mutating func follow(_ bytes: [UInt8]) {
        let link = chain.check(bytes)
        if lineCount == 1 { isChained = link != .absent }
        guard !isChainBroken else { return }
        switch link {
        case .fits where isChained: return
        case .absent where !isChained: return
        case .broken:
            let flaw = "a line was changed, added or lost here or just before: its 'chain' does not fit"
            flaws.note(flaw, line: lineCount)
        case .fits, .absent:
            flaws.note("it has no 'chain' that fits the first line: it was changed or added", line: lineCount)
        }
        isChainBroken = true
    }

    private mutating func go(on line: JournalLine, _ bytes: [UInt8]) {
        if case .event(.resumption) = line {
            segments += 1
            end = nil
            // No result will tell of the calls of a part that is over.
            writtenDown = [:]
            return
        }
        if end != nil { flaws.note("the run goes on after its end", line: lineCount) }
        switch line {
        case .event(let event): take(event, bytes)
        case .end(let end): take(end)
        case .other: break
        }
    }

    private mutating func take(_ event: RunEvent, _ bytes: [UInt8]) {
        switch event {
        case .start, .resumption, .carried, .end:
            break
        case .listing(let since): firstListing = min(firstListing ?? since, since)
        case .scope(let scope): self.scope = scope
        case .identities(let loops):
            // A list may tell of another loop of the name, which the run does not touch: what was told first counts.
            for loop in loops {
                change(loop.name) { record in
                    _ = record.take(loop)
                    return true
                }
            }
        case .intent(let intent):
            let name = intent.loop.name
            if records[name]?.isSettled ?? false {
                flaws.note("'\(name)' was to be changed after its final result", line: lineCount)
            }
            change(name) { $0.take(intent) }
            calls[intent.operation] += 1
            writtenDown[name, default: CallCounts()][intent.operation] += 1
        case .result(let result):
            results.add(bytes)
            calls += result.calls
            if let written = writtenDown.removeValue(forKey: result.name) {
                calls.stop -= written.stop
                calls.delete -= written.delete
            }
            take(result)
        }
    }

    private mutating func take(_ end: JournalEnd) {
        for flaw in end.contradictions(of: self) { flaws.note(flaw, line: lineCount) }
        self.end = end
        calls = end.calls
        writtenDown = [:]
        if end.stopReasonCode == RunStopReason.guards([]).reportCode { records.doubtMissing() }
    }

    /// Changes where a loop stands; `change` says whether it is the loop that lines before told of.
    private mutating func change(_ name: HumanLoopName, _ change: (inout LoopRecord) -> Bool) {
        var record = records[name] ?? LoopRecord()
        let isSame = change(&record)
        set(record, for: name, isSame: isSame)
    }

    private mutating func set(_ record: LoopRecord, for name: HumanLoopName, isSame: Bool) {
        if !isSame { flaws.note("'\(name)' stands for another loop here than before", line: lineCount) }
        records.set(record, for: name)
    }

    private mutating func take(_ result: LoopResult) {
        var record = records[result.name] ?? LoopRecord()
        // Earlier versions looked again at a name that belongs to another loop.
        if record.isSettled, !record.isAnother || result.outcome != .refused {
            flaws.note("'\(result.name)' has a second result after a final one", line: lineCount)
        }
        if result.outcome == .deleted, !record.hasDeleteIntent {
            flaws.note("'\(result.name)' was deleted and no line was written before", line: lineCount)
        }
        let isSame = record.take(result, atLine: lineCount)
        set(record, for: result.name, isSame: isSame)
    }

    /// Whether a rule's flow definition was missing that was to be there.
    package var lacksFlowDefinition: Bool { scope?.findings.contains { $0.missing == .fail } ?? false }

    /// Whether rules left loops to a later run, because they were created after this one began.
    package var leavesLaterLoops: Bool { scope?.findings.contains { $0.later > 0 } ?? false }

    /// How many loops the last results leave in each outcome; loops without a result are not among them.
    package var outcomes: OutcomeCounts {
        var outcomes = OutcomeCounts()
        for (_, record) in records {
            if let outcome = record.outcome { outcomes[outcome] += 1 }
        }
        return outcomes
    }
}
