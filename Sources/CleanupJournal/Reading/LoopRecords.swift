import CleanupEngine
import CleanupManifest
package import HumanLoops
import Support

/// Where the lines of a journal leave the loops that they name, in the order in which the loops came.
///
/// A journal may tell of a million loops, nearly all of which the run is done with: those take some seventy bytes each, and
/// what was last seen is kept for the others alone.
package struct LoopRecords: Sendable {
    /// What is kept of every loop, in 32 bytes.
    private struct Row: Sendable {
        /// When it was created, in milliseconds since the epoch; the least number when that is not known.
        var creationTime = Int64.min
        /// The line of its last result; 0 when it has none.
        var resultLine: UInt32 = 0
        /// The number of its flow definition; 0 when that is not known.
        var flowDefinition: UInt32 = 0
        /// The number of the kept duplicate; 0 when there is none.
        var keptInstead: UInt32 = 0
        /// The number, from 1, of the rule that found it; 0 when there is none.
        var rule: UInt32 = 0
        /// The number of its first status; 0 when that is not known.
        var status: UInt8 = 0
        /// How it ended; nil when it has no result.
        var outcome: LoopOutcome?
        var isDoubted, hasDeleteIntent, hasStopIntent, isAnother, isKeptInstead: Bool
    }

    private var names = LoopNameTable()
    private var rows: [Row] = []
    /// What was last seen of those that the run is not done with for good, by their index.
    private var traces: [Int: LoopTrace] = [:]
    private var flowDefinitions = InternedValues<String>()
    private var statuses = InternedValues<HumanLoopStatus>()
    private var keptDuplicates = InternedValues<KeptDuplicate>()

    /// Where the lines leave a loop; nil when they do not name it.
    package subscript(name: HumanLoopName) -> LoopRecord? { names.number(of: name).map { record(at: $0) } }

    /// The loops that stay in the place of others, in the words of any line.
    package var kept: Set<HumanLoopName> {
        var kept = Set(keptDuplicates.values.lazy.map(\.name))
        for index in rows.indices where rows[index].isKeptInstead { kept.insert(names[index]) }
        return kept
    }

    /// Says where a loop stands from now on.
    mutating func set(_ record: LoopRecord, for name: HumanLoopName) {
        let index = names.add(name)
        let row = Row(
            creationTime: record.creationTime?.millisecondsSinceEpoch ?? .min,
            resultLine: UInt32(clamping: record.resultLine),
            flowDefinition: flowDefinitions.number(of: record.flowDefinitionARN),
            keptInstead: keptDuplicates.number(of: record.keptInstead),
            rule: record.rule.map { UInt32(clamping: $0 + 1) } ?? 0,
            // A service of more than 250 statuses is none.
            status: UInt8(clamping: statuses.number(of: record.status)),
            outcome: record.outcome,
            isDoubted: record.isDoubted,
            hasDeleteIntent: record.hasDeleteIntent,
            hasStopIntent: record.hasStopIntent,
            isAnother: record.isAnother,
            isKeptInstead: record.isKeptInstead
        )
        if index < rows.count { rows[index] = row } else { rows.append(row) }
        traces[index] = record.trace
    }

    /// Doubts that loops which were missing are gone: the run was refused because they are so many.
    mutating func doubtMissing() {
        for index in rows.indices where rows[index].outcome == .alreadyGone { rows[index].isDoubted = true }
    }

    private func record(at index: Int) -> LoopRecord {
        let row = rows[index]
        var record = LoopRecord()
        record.outcome = row.outcome
        record.isDoubted = row.isDoubted
        record.resultLine = Int(row.resultLine)
        record.hasDeleteIntent = row.hasDeleteIntent
        record.hasStopIntent = row.hasStopIntent
        record.isAnother = row.isAnother
        record.isKeptInstead = row.isKeptInstead
        if row.creationTime != .min { record.creationTime = Timestamp(millisecondsSinceEpoch: row.creationTime) }
        record.flowDefinitionARN = flowDefinitions[row.flowDefinition]
        record.status = statuses[UInt32(row.status)]
        record.rule = row.rule == 0 ? nil : Int(row.rule) - 1
        record.keptInstead = keptDuplicates[row.keptInstead]
        record.trace = traces[index]
        return record
    }
}

extension LoopRecords: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { rows.count }

    /// The loop at an index, and where the lines leave it.
    package subscript(index: Int) -> (name: HumanLoopName, record: LoopRecord) { (names[index], record(at: index)) }
}

/// Values that many loops have in common, each kept once under a number.
struct InternedValues<Value: Hashable & Sendable>: Sendable {
    private(set) var values: [Value] = []
    private var numbers: [Value: UInt32] = [:]

    /// Finds the number of a value, from 1, and keeps a new one; 0 stands for none.
    mutating func number(of value: Value?) -> UInt32 {
        guard let value else { return 0 }
        if let number = numbers[value] { return number }
        values.append(value)
        let number = UInt32(values.count)
        numbers[value] = number
        return number
    }

    /// The value of a number; nil for 0.
    subscript(number: UInt32) -> Value? { number == 0 ? nil : values[Int(number) - 1] }
}
