package import HumanLoops

/// What an earlier part of the same run left of a loop: what the part that continues with the run begins with.
package final class LoopTrace: Sendable {
    /// The loop as it was last described; nil when it never was.
    package let loop: HumanLoop?
    /// The status of its first description; nil when it was never described.
    package let initialStatus: HumanLoopStatus?
    /// Whether the run stopped it.
    package let wasStopped: Bool
    /// The stop or delete that was written down and whose answer is lost; nil when there is none.
    package let openCall: HumanLoopOperation?
    /// When the loop that the name stands for was created; nil when that was never told.
    package let creationTime: Timestamp?
    /// The ARN of its flow definition; nil when that was never told.
    package let flowDefinitionARN: String?
    /// Whether the name was found to belong to another loop: then it is not touched any more.
    package let isAnother: Bool

    /// Makes a trace from its parts; the identity is that of `loop` where it is not given.
    package init(
        loop: HumanLoop?,
        initialStatus: HumanLoopStatus?,
        wasStopped: Bool = false,
        openCall: HumanLoopOperation? = nil,
        creationTime: Timestamp? = nil,
        flowDefinitionARN: String? = nil,
        isAnother: Bool = false
    ) {
        self.loop = loop
        self.initialStatus = initialStatus
        self.wasStopped = wasStopped
        self.openCall = openCall
        self.creationTime = creationTime ?? loop?.creationTime
        self.flowDefinitionARN = creationTime == nil ? loop?.flowDefinitionARN : flowDefinitionARN
        self.isAnother = isAnother
    }

    /// Makes the trace of a loop of which only the identity is known.
    package convenience init(_ sighting: LoopSighting) {
        self.init(
            loop: nil,
            initialStatus: nil,
            creationTime: sighting.creationTime,
            flowDefinitionARN: sighting.flowDefinitionARN
        )
    }

    /// Whether the run has changed the loop, or may have.
    package var wasTouched: Bool { wasStopped || openCall != nil }
}
