package import CleanupManifest
package import HumanLoops

/// What first told which loop has a name: a row of a list that a rule read, or the first description.
///
/// From then on the name stands for that loop alone, in all parts of the run.
package struct LoopSighting: Sendable, Hashable {
    /// The loop's name.
    package var name: HumanLoopName
    /// Where it stood.
    package var status: HumanLoopStatus
    /// When it was created.
    package var creationTime: Timestamp
    /// The ARN of its flow definition; nil when the service told none.
    package var flowDefinitionARN: String?
    /// Which rule of `select` found it, from 0; nil when it is named.
    package var rule: Int?
    /// The loop that is kept in its place, which is itself for one that is kept; nil when it is no duplicate.
    package var stays: StayingLoop?

    /// Makes a sighting from its parts.
    package init(
        name: HumanLoopName,
        status: HumanLoopStatus,
        creationTime: Timestamp,
        flowDefinitionARN: String?,
        rule: Int? = nil,
        stays: StayingLoop? = nil
    ) {
        self.name = name
        self.status = status
        self.creationTime = creationTime
        self.flowDefinitionARN = flowDefinitionARN
        self.rule = rule
        self.stays = stays
    }

    /// Makes the sighting of a description.
    init(_ loop: HumanLoop, rule: Int?, stays: StayingLoop?) {
        self.init(
            name: loop.name,
            status: loop.status,
            creationTime: loop.creationTime,
            flowDefinitionARN: loop.flowDefinitionARN,
            rule: rule,
            stays: stays
        )
    }

    /// Makes the sighting of a loop that a rule keeps in the place of others, which stays in its own place too.
    init(keeping stays: StayingLoop, for rule: SelectionRule) {
        self.init(
            name: stays.name,
            status: stays.status,
            creationTime: stays.creationTime,
            flowDefinitionARN: rule.flowDefinitionARN,
            stays: stays
        )
    }

    /// Makes the sighting of a named loop that a rule's list told of.
    init(_ row: HumanLoopSummary, of rule: SelectionRule, stays: StayingLoop?) {
        self.init(
            name: row.name,
            status: row.status,
            creationTime: row.creationTime,
            flowDefinitionARN: rule.flowDefinitionARN,
            stays: stays
        )
    }

    /// Makes the sighting of a loop that a rule's list told of.
    ///
    /// - Returns: nil when the list did not tell all.
    init?(_ found: FoundLoops.Loop) {
        guard let status = found.reviewed.status, let creationTime = found.reviewed.creationTime else { return nil }
        self.init(
            name: found.entry.name,
            status: status,
            creationTime: creationTime,
            flowDefinitionARN: found.reviewed.flowDefinitionARN,
            rule: found.entry.rule,
            stays: found.reviewed.stays
        )
    }
}
