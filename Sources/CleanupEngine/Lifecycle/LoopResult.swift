package import CleanupManifest
package import HumanLoops

/// How one loop of the manifest ended, and all that is known of it: the substance of a `loop_result` line.
package struct LoopResult: Sendable, Hashable {
    /// The loop's name.
    package var name: HumanLoopName
    /// How the loop ended.
    package var outcome: LoopOutcome
    /// Why it was to be removed, in the manifest's words; nil when the manifest does not say.
    package var reason: String?
    /// The line that names it, or that the rule which found it begins on, from 1.
    package var manifestLine: Int
    /// The file that line is in; nil when it is the manifest.
    package var manifestFile: String?
    /// Which rule of `select` found it, from 0; nil when it is named.
    package var rule: Int?
    /// The loop that stays in its place; nil when it is no duplicate that a rule found.
    package var stays: StayingLoop?
    /// The status of its first description; nil when it was never described.
    package var initialStatus: HumanLoopStatus?
    /// The status of its last description; nil when it was never described.
    package var finalStatus: HumanLoopStatus?
    /// Whether a stop of this run was accepted for it.
    package var stoppedByRun = false
    /// The stop or delete that may have been carried out although no answer said so and no look showed it; nil for none.
    package var unansweredOperation: HumanLoopOperation?
    /// Whether the run has stopped it or sent a delete, or may have.
    package var wasTouched: Bool { stoppedByRun || unansweredOperation != nil }
    /// When the loop was started; nil when it was never described.
    package var creationTime: Timestamp?
    /// The ARN of its flow definition; nil when it is not known.
    package var flowDefinitionARN: String?
    /// The loop's own ARN; nil when it is not known.
    package var humanLoopARN: String?
    /// Where in S3 the workers' answers stay; nil when there are none.
    package var outputS3URI: String?
    /// Why the service says a failed loop failed, in a word.
    package var failureCode: String?
    /// Why the service says a failed loop failed, in a sentence.
    package var failureReason: String?
    /// Until when, at the latest, A2I keeps its internal copy of the loop's data: 30 days after the delete.
    package var dataRetainedUntil: Timestamp?
    /// Why the loop did not end as wanted; nil for `deleted`, `alreadyGone` and `kept`.
    package var problem: LoopProblem?
    /// The calls that were spent on the loop.
    package var calls = CallCounts()
    /// When its first call was made; nil when none was.
    package var startedAt: Timestamp?
    /// When it ended.
    package var endedAt: Timestamp
    /// How long it was waited for while it could not be deleted; zero when it was not.
    package var waited = Duration.zero

    /// Makes a result with what every result has.
    package init(name: HumanLoopName, outcome: LoopOutcome, manifestLine: Int, endedAt: Timestamp) {
        self.name = name
        self.outcome = outcome
        self.manifestLine = manifestLine
        self.endedAt = endedAt
    }
}
