import CleanupEngine
import CleanupManifest
package import HumanLoops

/// Where the lines of a journal leave the loops that they name, in the order in which the loops came.
///
/// A journal may tell of a million loops, nearly all of which the run is done with: those take some seventy bytes each, and
/// all that a part which goes on would need is kept for the others alone.
package struct LoopStandings: Sendable {
    /// What is kept of every loop.
    private struct Row: Sendable {
        /// When it was created, in milliseconds since the epoch; the least number when that is not known.
        var creationTime = Int64.min
        /// The line of its last result; 0 when it has none.
        var resultLine: UInt32 = 0
        /// One more than the index of its flow definition; 0 when that is not known.
        var flowDefinition: UInt32 = 0
        /// How it ended; nil when it has no result.
        var outcome: LoopOutcome?
        /// Whether that is in doubt.
        var isDoubted = false
        /// Whether a line was written before a delete of it was sent.
        var hasDeleteIntent = false
        /// Whether a line was written before a stop of it was sent.
        var hasStopIntent = false
    }

    /// What is kept besides of a loop that is gone on with.
    private struct Beginning: Sendable {
        /// Where the manifest names it, or the rule that found it begins.
        var manifestLine: Int
        /// Which rule found it.
        var rule: Int?
        /// The loop that stays in its place.
        var stays: StayingLoop?
        /// What the part that goes on begins with.
        var trace: LoopTrace
    }

    /// The names of the loops.
    private var names = LoopNameTable()
    /// What is kept of each.
    private var rows: [Row] = []
    /// What is kept besides of those that are gone on with, by their index.
    private var beginnings: [Int: Beginning] = [:]
    /// The ARNs of flow definitions, each once.
    private var flowDefinitions: [String] = []
    /// Where they are in their list.
    private var flowDefinitionIndices: [String: Int] = [:]

    /// Starts without a loop.
    init() {}

    /// Where the lines leave a loop; nil when they do not name it.
    ///
    /// Of a loop that there is nothing to go on with, the manifest's line, the rule and the loop that stays are not kept.
    package subscript(name: HumanLoopName) -> LoopStanding? {
        names.number(of: name).map { standing(at: $0) }
    }

    /// Says where a loop stands from now on.
    mutating func set(_ standing: LoopStanding, for name: HumanLoopName) {
        let index = names.add(name)
        let row = Row(
            creationTime: standing.creationTime?.millisecondsSinceEpoch ?? .min,
            resultLine: UInt32(clamping: standing.resultLine),
            flowDefinition: flowDefinition(standing.flowDefinitionARN),
            outcome: standing.outcome,
            isDoubted: standing.isDoubted,
            hasDeleteIntent: standing.hasDeleteIntent,
            hasStopIntent: standing.hasStopIntent
        )
        if index < rows.count { rows[index] = row } else { rows.append(row) }
        beginnings[index] = standing.trace.map { trace in
            Beginning(
                manifestLine: standing.manifestLine,
                rule: standing.rule,
                stays: standing.stays,
                trace: trace
            )
        }
    }

    /// Doubts that loops which were missing are gone: the run was refused because they are so many.
    mutating func doubtMissing() {
        for index in rows.indices where rows[index].outcome == .alreadyGone { rows[index].isDoubted = true }
    }

    /// Puts together what is kept of a loop.
    private func standing(at index: Int) -> LoopStanding {
        let row = rows[index]
        var standing = LoopStanding()
        standing.outcome = row.outcome
        standing.isDoubted = row.isDoubted
        standing.resultLine = Int(row.resultLine)
        standing.hasDeleteIntent = row.hasDeleteIntent
        standing.hasStopIntent = row.hasStopIntent
        if row.creationTime != .min { standing.creationTime = Timestamp(millisecondsSinceEpoch: row.creationTime) }
        if row.flowDefinition > 0 { standing.flowDefinitionARN = flowDefinitions[Int(row.flowDefinition) - 1] }
        if let beginning = beginnings[index] {
            standing.manifestLine = beginning.manifestLine
            standing.rule = beginning.rule
            standing.stays = beginning.stays
            standing.trace = beginning.trace
        }
        return standing
    }

    /// One more than the index of a flow definition, which is kept when it is new; 0 for none.
    private mutating func flowDefinition(_ arn: String?) -> UInt32 {
        guard let arn else { return 0 }
        if let index = flowDefinitionIndices[arn] { return UInt32(index + 1) }
        flowDefinitionIndices[arn] = flowDefinitions.count
        flowDefinitions.append(arn)
        return UInt32(flowDefinitions.count)
    }
}

extension LoopStandings: RandomAccessCollection {
    /// The index of the first loop.
    package var startIndex: Int { 0 }
    /// The number of loops.
    package var endIndex: Int { rows.count }

    /// The loop at an index, and where the lines leave it.
    package subscript(index: Int) -> (name: HumanLoopName, standing: LoopStanding) {
        (names[index], standing(at: index))
    }
}
