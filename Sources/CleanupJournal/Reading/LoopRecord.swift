package import CleanupEngine
package import CleanupManifest
package import HumanLoops
import Support

/// Where the lines of a journal leave one loop.
package struct LoopRecord: Sendable {
    /// How its last result says it ended; nil when it has none.
    package var outcome: LoopOutcome?
    /// Whether that is in doubt: it was missing, and a guard refused that so many were.
    var isDoubted = false
    /// The number, from 1, of the line of its last result; 0 when it has none.
    package var resultLine = 0
    /// Whether a line was written before a delete of it was sent.
    package var hasDeleteIntent = false
    var hasStopIntent = false
    /// Whether its name was found to belong to another loop: the run never touches that one.
    package var isAnother = false
    /// Whether it is kept in the place of others, as its own lines say.
    var isKeptInstead = false
    /// When the loop was created that the name stands for, as the first line says that tells it; nil when none does.
    package var creationTime: Timestamp?
    /// The ARN of its flow definition; nil when it is not known.
    package var flowDefinitionARN: String?
    /// Where it stood when a line first told which loop it is; nil when none does.
    package var status: HumanLoopStatus?
    /// Which rule of `select` found it, from 0; nil when it is named, or no one says.
    package var rule: Int?
    /// The kept duplicate; nil when it is no duplicate.
    package var keptInstead: KeptDuplicate?
    /// What was last seen of it and done with it; nil when that is nothing, or the run is done with it for good.
    package var trace: LoopTrace?

    /// Whether the run is done with it: what is gone cannot change, and what the manifest keeps it keeps.
    ///
    /// A loop that was refused is looked at again, because what stood in the way may have been taken out of it, unless its name
    /// belongs to another loop; and so is one that was missing where a guard refused the run, which may have looked in the
    /// wrong place.
    package var isSettled: Bool {
        switch outcome {
        case .alreadyGone: !isDoubted
        case .deleted, .kept: true
        case .refused: isAnother
        case .deferred, .failed, .notAttempted, nil: false
        }
    }

    /// Whether the service never told the run of a loop of the name.
    var wasMissing: Bool { outcome == .alreadyGone && creationTime == nil }

    /// Whether the run was about to stop or delete it.
    package var wasTouched: Bool { hasStopIntent || hasDeleteIntent }

    /// What a resumed part begins with: what was last seen, or which loop it is; nil when none tells or it is settled.
    package var beginning: LoopTrace? {
        guard !isSettled else { return nil }
        if let trace { return trace }
        return creationTime.map { LoopTrace(creationTime: $0, flowDefinitionARN: flowDefinitionARN) }
    }

    /// Takes in which loop the name stands for; false when it is another than lines before told of, here and below.
    mutating func take(_ sighting: LoopSighting) -> Bool {
        rule = sighting.rule ?? rule
        if sighting.keptInstead?.name == sighting.name {
            isKeptInstead = true
        } else {
            keptInstead = sighting.keptInstead ?? keptInstead
        }
        return pin(sighting.creationTime, sighting.flowDefinitionARN, sighting.status)
    }

    /// Takes in the evidence of a call that is about to be made.
    mutating func take(_ intent: LoopIntent) -> Bool {
        let wasStopping = intent.loop.status == .stopping || intent.loop.status == .stopped
        let isSame = pin(intent.loop.creationTime, intent.loop.flowDefinitionARN, intent.loop.status)
        rule = intent.rule ?? rule
        keptInstead = intent.keptInstead ?? keptInstead
        hasStopIntent = hasStopIntent || intent.operation == .stop
        hasDeleteIntent = hasDeleteIntent || intent.operation == .delete
        trace = LoopTrace(
            loop: intent.loop,
            initialStatus: trace?.initialStatus ?? intent.loop.status,
            wasStopped: (trace?.wasStopped ?? false) || (trace?.openCall == .stop && wasStopping),
            openCall: intent.operation,
            creationTime: creationTime,
            flowDefinitionARN: flowDefinitionARN
        )
        return isSame
    }

    /// Takes in how it ended.
    mutating func take(_ result: LoopResult, atLine line: Int) -> Bool {
        outcome = result.outcome
        isDoubted = false
        resultLine = line
        rule = result.rule ?? rule
        keptInstead = result.keptInstead ?? keptInstead
        isAnother = isAnother || result.isOfAnother
        isKeptInstead = isKeptInstead || (result.problem?.isOf(.keptForDuplicates) ?? false)
        var isSame = true
        // Earlier versions told what the other loop of the name is.
        if let created = result.creationTime, creationTime == nil || !result.isOfAnother {
            isSame = pin(created, result.flowDefinitionARN, result.initialStatus ?? result.finalStatus)
        }
        guard !isSettled else {
            // That a loop is gone may come to be doubted: then it is told again what was done with it.
            if outcome != .alreadyGone { trace = nil }
            return isSame
        }
        guard let loop = result.lastLook ?? trace?.loop else { return isSame }
        trace = LoopTrace(
            loop: loop,
            initialStatus: trace?.initialStatus ?? result.initialStatus,
            wasStopped: result.stoppedByRun || (trace?.wasStopped ?? false),
            openCall: result.unansweredOperation,
            creationTime: creationTime,
            flowDefinitionARN: flowDefinitionARN
        )
        return isSame
    }

    /// Takes in which loop the name stands for, and keeps it when no one has told before.
    private mutating func pin(_ creationTime: Timestamp, _ flowDefinitionARN: String?, _ status: HumanLoopStatus?)
        -> Bool
    {
        guard let known = self.creationTime else {
            (self.creationTime, self.flowDefinitionARN, self.status) = (creationTime, flowDefinitionARN, status)
            return true
        }
        self.flowDefinitionARN = self.flowDefinitionARN ?? flowDefinitionARN
        return known == creationTime && (flowDefinitionARN == nil || flowDefinitionARN == self.flowDefinitionARN)
    }
}

extension LoopResult {
    fileprivate var isOfAnother: Bool { outcome == .refused && problem?.isOf(.reborn) ?? false }

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
