import CleanupEngine
import CleanupManifest
import HumanLoops

/// What a follow-up needs to know of a loop that is left.
struct FollowUpLoop: Sendable {
    /// How many characters of a message are kept.
    private static let messageLimit = 200

    /// The loop's name.
    let name: HumanLoopName
    /// When it was created; nil when it was never described.
    let creationTime: Timestamp?
    /// The ARN of its flow definition; nil when it is not known.
    let flowDefinitionARN: String?
    /// Where the manifest names it, or the rule that found it begins: a line, from 1.
    let manifestLine: Int
    /// Whether the run has stopped it.
    let wasStopped: Bool
    /// How it ended and why, in words.
    let explanation: String

    /// Takes from a result what is needed.
    init(_ result: LoopResult) {
        name = result.name
        creationTime = result.creationTime
        flowDefinitionARN = result.flowDefinitionARN
        manifestLine = result.manifestLine
        wasStopped = result.stoppedByRun
        let problem = result.problem.map { ": \($0.code)\($0.message.isEmpty ? "" : ": \($0.message)")" } ?? ""
        let stays = result.stays.map { "; \($0.name) stays" } ?? ""
        explanation = String((result.outcome.rawValue + stays + problem).prefix(Self.messageLimit))
    }
}
