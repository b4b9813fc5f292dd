package import HumanLoops

/// The loop of a group of duplicates that is not removed, as it was when that was decided.
package struct StayingLoop: Sendable, Hashable {
    /// The loop's name.
    package let name: HumanLoopName
    /// Where it stood.
    package let status: HumanLoopStatus
    /// When it was created.
    package let creationTime: Timestamp

    /// Makes a staying loop from its parts.
    package init(name: HumanLoopName, status: HumanLoopStatus, creationTime: Timestamp) {
        self.name = name
        self.status = status
        self.creationTime = creationTime
    }
}
