package import CleanupManifest
package import HumanLoops

/// What an earlier part of the same run left of a loop: what the part that continues with the run begins with.
package final class LoopTrace: Sendable {
    package let loop: HumanLoop?
    package let initialStatus: HumanLoopStatus?
    package let wasStopped: Bool
    /// The stop or delete that was written down and whose answer is lost; nil when there is none.
    package let openCall: HumanLoopOperation?
    /// When the loop that the name stands for was created; nil when that was never told.
    package let creationTime: Timestamp?
    /// The ARN of its flow definition; nil when that was never told.
    package let flowDefinitionARN: String?
    /// Whether the name was found to belong to another loop: then it is not touched any more.
    package let isAnother: Bool
    /// The kept duplicate of a loop that another document's rule told of; nil when it is no duplicate.
    package let keptInstead: KeptDuplicate?

    /// Makes a trace from its parts; the identity is that of `loop` where it is not given.
    package init(
        loop: HumanLoop? = nil,
        initialStatus: HumanLoopStatus? = nil,
        wasStopped: Bool = false,
        openCall: HumanLoopOperation? = nil,
        creationTime: Timestamp? = nil,
        flowDefinitionARN: String? = nil,
        isAnother: Bool = false,
        keptInstead: KeptDuplicate? = nil
    ) {
        self.loop = loop
        self.initialStatus = initialStatus
        self.wasStopped = wasStopped
        self.openCall = openCall
        self.creationTime = creationTime ?? loop?.creationTime
        self.flowDefinitionARN = creationTime == nil ? loop?.flowDefinitionARN : flowDefinitionARN
        self.isAnother = isAnother
        self.keptInstead = keptInstead
    }

    /// Makes the trace of a loop of which only the identity, and its kept duplicate, are known.
    package convenience init(_ sighting: LoopSighting) {
        self.init(
            creationTime: sighting.creationTime,
            flowDefinitionARN: sighting.flowDefinitionARN,
            keptInstead: sighting.keptInstead?.name == sighting.name ? nil : sighting.keptInstead
        )
    }

    /// Whether the run has changed the loop, or may have.
    package var wasTouched: Bool { wasStopped || openCall != nil }
}

/// What first told which loop has a name: a row of a list that a rule read, or the first description.
///
/// From then on the name stands for that loop alone, in all parts of the run.
package struct LoopSighting: Sendable, Hashable {
    package var name: HumanLoopName
    package var status: HumanLoopStatus
    package var creationTime: Timestamp
    package var flowDefinitionARN: String?
    /// Which rule of `select` found it, from 0; nil when it is named.
    package var rule: Int?
    /// The kept duplicate, which is itself for one that is kept; nil when it is no duplicate.
    package var keptInstead: KeptDuplicate?

    package init(
        name: HumanLoopName,
        status: HumanLoopStatus,
        creationTime: Timestamp,
        flowDefinitionARN: String?,
        rule: Int? = nil,
        keptInstead: KeptDuplicate? = nil
    ) {
        self.name = name
        self.status = status
        self.creationTime = creationTime
        self.flowDefinitionARN = flowDefinitionARN
        self.rule = rule
        self.keptInstead = keptInstead
    }

    /// Makes the sighting of a loop that a rule's list told of; one that is kept is its own kept duplicate.
    init(_ row: HumanLoopSummary, of rule: SelectionRule, keptInstead: KeptDuplicate?) {
        self.init(
            name: row.name,
            status: row.status,
            creationTime: row.creationTime,
            flowDefinitionARN: rule.flowDefinitionARN,
            keptInstead: keptInstead
        )
    }

    /// Makes the sighting of a loop that a rule's list told of; nil when the list did not tell all.
    init?(_ found: FoundLoops.Loop) {
        guard let status = found.precondition.status, let creationTime = found.precondition.creationTime else {
            return nil
        }
        self.init(
            name: found.entry.name,
            status: status,
            creationTime: creationTime,
            flowDefinitionARN: found.precondition.flowDefinitionARN,
            rule: found.entry.rule,
            keptInstead: found.precondition.keptInstead
        )
    }
}
