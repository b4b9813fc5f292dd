import CleanupEngine
import CleanupManifest
import HumanLoops
import YAML

/// What a follow-up needs to know of a loop that is left.
struct FollowUpLoop: Sendable {
    /// How many characters of a message are kept.
    private static let messageLimit = 200

    /// The loop's name.
    let name: HumanLoopName
    /// When it was created.
    let creationTime: Timestamp
    /// The ARN of its flow definition; nil when it is not known, or is none.
    let flowDefinitionARN: String?
    /// Which rule of `select` found it, from 0; nil when it is named.
    let rule: Int?
    /// The loop that is kept in its place; nil when it is no duplicate.
    let stays: StayingLoop?
    /// Where it stood when it was chosen; nil when that is not known.
    let chosenAs: HumanLoopStatus?
    /// Whether the run has stopped it.
    let wasStopped: Bool
    /// Whether a stop was sent whose answer is lost.
    let mayBeStopped: Bool
    /// How it ended and why, in words.
    let explanation: String

    /// Takes what is needed from a result, and from what first told which loop the name stands for.
    ///
    /// - Returns: nil when nothing told it: a follow-up would be about whichever loop has the name by then.
    init?(_ result: LoopResult, _ sighting: LoopSighting?) {
        guard let creationTime = sighting?.creationTime ?? result.creationTime else { return nil }
        name = result.name
        self.creationTime = creationTime
        // A manifest cannot expect what is no ARN, and the moment of its creation tells the loop as well.
        flowDefinitionARN = (sighting?.flowDefinitionARN ?? result.flowDefinitionARN).flatMap { text in
            (try? ResourceNameGrammar.arn(of: .flowDefinition).value(of: text)) == nil ? nil : text
        }
        rule = result.rule ?? sighting?.rule
        stays = result.stays ?? sighting?.stays
        chosenAs = sighting?.status ?? result.initialStatus
        wasStopped = result.stoppedByRun
        mayBeStopped = result.unansweredOperation == .stop
        let problem = result.problem.map { ": \($0.code)\($0.message.isEmpty ? "" : ": \($0.message)")" } ?? ""
        let kept = stays.map { "; \($0.name) is kept" } ?? ""
        explanation = String((result.outcome.rawValue + kept + problem).prefix(Self.messageLimit))
    }
}
