package import CleanupEngine
package import CleanupManifest
package import HumanLoops

/// Where the lines of a journal leave one loop.
package struct LoopStanding: Sendable {
    /// How its last result says it ended; nil when it has none.
    package var outcome: LoopOutcome?
    /// Whether that is in doubt: it was missing, and a guard refused that so many were.
    var isDoubted = false
    /// The number, from 1, of the line of its last result; 0 when it has none.
    package var resultLine = 0
    /// Whether a line was written before a delete of it was sent.
    package var hasDeleteIntent = false
    /// Whether a line was written before a stop of it was sent.
    var hasStopIntent = false
    /// When it was created; nil when it was never described.
    package var creationTime: Timestamp?
    /// The ARN of its flow definition; nil when it is not known.
    package var flowDefinitionARN: String?
    /// Where the manifest names it, or the rule that found it begins: a line, from 1.
    package var manifestLine = 0
    /// Which rule of `select` found it, from 0; nil when it is named, or nobody says.
    package var rule: Int?
    /// The loop that stays in its place; nil when it is no duplicate that a rule found.
    package var stays: StayingLoop?
    /// What a part of the run that goes on begins with; nil when there is nothing, or the loop is settled.
    package var trace: LoopTrace?

    /// Whether the run is done with it: what is gone cannot change, and what the manifest keeps it keeps.
    ///
    /// A loop that was refused is looked at again, because what stood in the way may have been taken out of it; and so is one
    /// that was missing where a guard refused the run, which may have looked in the wrong place.
    package var isSettled: Bool {
        switch outcome {
        case .alreadyGone: !isDoubted
        case .deleted, .kept: true
        case .deferred, .refused, .failed, .notAttempted, nil: false
        }
    }

    /// Whether the service knew no loop of the name when the run first looked.
    var wasMissing: Bool { outcome == .alreadyGone && creationTime == nil }

    /// Takes in the evidence of a call that is about to be made.
    mutating func take(_ intent: LoopIntent) {
        let wasStopping = intent.loop.status == .stopping || intent.loop.status == .stopped
        creationTime = intent.loop.creationTime
        flowDefinitionARN = intent.loop.flowDefinitionARN
        manifestLine = intent.manifestLine
        rule = intent.rule ?? rule
        stays = intent.stays ?? stays
        hasStopIntent = hasStopIntent || intent.operation == .stop
        hasDeleteIntent = hasDeleteIntent || intent.operation == .delete
        trace = LoopTrace(
            loop: intent.loop,
            initialStatus: trace?.initialStatus ?? intent.loop.status,
            wasStopped: (trace?.wasStopped ?? false) || (trace?.openCall == .stop && wasStopping),
            openCall: intent.operation
        )
    }

    /// Takes in how it ended.
    mutating func take(_ result: LoopResult, atLine line: Int) {
        outcome = result.outcome
        isDoubted = false
        resultLine = line
        manifestLine = result.manifestLine
        rule = result.rule ?? rule
        stays = result.stays ?? stays
        creationTime = result.creationTime ?? creationTime
        flowDefinitionARN = result.flowDefinitionARN ?? flowDefinitionARN
        guard !isSettled else {
            trace = nil
            return
        }
        let loop = result.lastLook ?? trace?.loop
        guard loop != nil else { return }
        trace = LoopTrace(
            loop: loop,
            initialStatus: trace?.initialStatus ?? result.initialStatus,
            wasStopped: result.stoppedByRun || (trace?.wasStopped ?? false),
            openCall: result.unansweredOperation
        )
    }
}

extension LoopResult {
    /// The loop as it was last described; nil when it never was.
    fileprivate var lastLook: HumanLoop? {
        guard let finalStatus, let creationTime else { return nil }
        return HumanLoop(
            name: name,
            status: finalStatus,
            creationTime: creationTime,
            flowDefinitionARN: flowDefinitionARN,
            arn: humanLoopARN,
            failureCode: failureCode,
            failureReason: failureReason,
            outputS3URI: outputS3URI
        )
    }
}
