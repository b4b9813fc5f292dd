import CleanupManifest
import HumanLoops

/// A loop that was looked at and for which nothing is under way: what of it is its own.
///
/// While an operator reads a plan, a million loops may wait for consent; in full each would take a kilobyte.
struct RestingLoop: Sendable {
    /// The index of what the loop has in common with others.
    let kind: UInt32
    /// When the loop was created; nil when it was not found.
    private let creationTime: Timestamp?
    /// When it was described; nil when it was not found.
    private let describedAt: Duration?
    /// When its first call was asked for; nil when none was.
    private let beganAt: Duration?
    /// When it ended; nil when it has not.
    private let endedAt: Duration?
    /// Where in S3 the workers' answers are; nil when there are none.
    private let outputS3URI: String?
    /// What was said of it in words; nil when the same was said of others.
    private let note: RestingNote?

    /// Takes down what is a loop's own.
    init(_ loop: LoopLifecycle, kind: UInt32, note: RestingNote?) {
        self.kind = kind
        self.note = note
        creationTime = loop.loop?.creationTime
        describedAt = loop.describedAt
        beganAt = loop.beganAt
        endedAt = loop.endedAt
        outputS3URI = loop.loop?.outputS3URI
    }

    /// Puts the loop together again.
    ///
    /// - Parameters:
    ///   - loop: the lifecycle of the loop as if it had not begun.
    ///   - kind: what the loop has in common with others.
    /// - Returns: the lifecycle as it was.
    func awakened(from loop: LoopLifecycle, _ kind: RestingKind) -> LoopLifecycle {
        var loop = loop
        kind.apply(to: &loop)
        if let note { (loop.explanation, loop.problem) = (note.explanation, note.problem) }
        if let creationTime, let status = kind.status {
            let name = loop.entry.name
            loop.loop = HumanLoop(
                name: name,
                status: status,
                creationTime: creationTime,
                flowDefinitionARN: kind.flowDefinitionARN,
                arn: kind.arnPrefix.map { $0 + name.rawValue },
                failureCode: kind.failureCode,
                failureReason: kind.failureReason,
                outputS3URI: outputS3URI
            )
        }
        loop.describedAt = describedAt
        loop.beganAt = beganAt
        loop.endedAt = endedAt
        return loop
    }
}
