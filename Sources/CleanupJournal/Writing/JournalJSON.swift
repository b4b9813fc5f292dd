package import CleanupEngine
package import CleanupManifest
package import HumanLoops
import Support

extension JSONWriter {
    /// Writes what is said of a run before its first result.
    package mutating func members(of start: RunStart) {
        member("runId", start.runID)
        member("version", start.version)
        member("name", start.name)
        member("manifestPath", start.manifestPath)
        member("owner", start.details.owner)
        member("ticket", start.details.ticket)
        member("description", start.details.description)
        if !start.details.labels.isEmpty {
            object("labels") { json in for label in start.details.labels { json.member(label.key, label.value) } }
        }
        if start.documentCount > 1 { member("documentCount", start.documentCount) }
        member("manifestSha256", start.manifestDigest)
        member("planSha256", start.planDigest)
        member("account", start.account)
        member("accessKeyDigest", start.accessKeyDigest)
        members(of: start.caller)
        member("region", start.region)
        member("endpoint", start.endpoint)
        if start.isSimulated { member("simulated", true) }
        member("loopCount", start.loopCount)
        for (key, text) in start.invocation.commands where !text.isEmpty { member(key, text) }
        member("startedAt", start.startedAt)
    }

    /// Writes what is said of a run where it is resumed.
    package mutating func members(of resumption: RunResumption) {
        member("runId", resumption.runID)
        member("version", resumption.version)
        member("segment", resumption.segment)
        if resumption.droppedBytes > 0 { member("droppedBytes", resumption.droppedBytes) }
        members(of: resumption.caller)
        member("resumedAt", resumption.resumedAt)
    }

    private mutating func members(of caller: RunCaller) {
        member("callerArn", caller.arn)
        member("host", caller.host)
        member("consent", caller.consent?.rawValue)
    }

    /// Writes which loops a run has to do with.
    package mutating func members(of scope: RunScope) {
        member("loopCount", scope.loopCount)
        member("namedCount", scope.namedCount)
        member("foundCount", scope.foundCount)
        member("rules", scope.findings)
        member("at", scope.at)
    }

    /// Writes a member that says what each rule of `select` came to.
    package mutating func member(_ key: String, _ findings: [SelectionFinding]) {
        array(key, of: findings.enumerated()) { json, rule in
            json.object { $0.members(of: rule.element, number: rule.offset + 1) }
        }
    }

    /// Writes what a rule of `select` came to.
    package mutating func members(of finding: SelectionFinding, number: Int) {
        member("rule", number)
        member("manifestLine", finding.manifestLine)
        member("flowDefinitionArn", finding.flowDefinitionARN)
        member("listed", finding.listed)
        member("matched", finding.matched)
        if finding.excluded > 0 { member("excluded", finding.excluded) }
        member("named", finding.named)
        member("earlier", finding.earlier)
        if finding.later > 0 { member("later", finding.later) }
        member("added", finding.added)
        member("missing", finding.missing?.rawValue)
    }

    /// Writes which loop has a name.
    package mutating func members(of sighting: LoopSighting) {
        member("name", sighting.name)
        member("rule", sighting.rule.map { $0 + 1 })
        member("stays", sighting.keptInstead)
        member("status", sighting.status.description)
        member("creationTime", sighting.creationTime)
        member("flowDefinitionArn", sighting.flowDefinitionARN)
    }

    /// Writes the evidence of a loop that is about to be stopped or deleted.
    package mutating func members(of intent: LoopIntent) {
        member("operation", intent.operation.rawValue)
        member("name", intent.loop.name)
        member("manifestLine", intent.manifestLine)
        member("manifestFile", intent.manifestFile)
        member("rule", intent.rule.map { $0 + 1 })
        member("stays", intent.keptInstead)
        evidence(of: intent.loop)
        member("at", intent.at)
    }

    /// Writes how one loop ended.
    package mutating func members(of result: LoopResult) {
        member("name", result.name)
        member("outcome", result.outcome.rawValue)
        member("reason", result.reason)
        member("manifestLine", result.manifestLine)
        member("manifestFile", result.manifestFile)
        member("rule", result.rule.map { $0 + 1 })
        member("stays", result.keptInstead)
        member("initialStatus", result.initialStatus?.description)
        member("finalStatus", result.finalStatus?.description)
        member("stoppedByRun", result.stoppedByRun)
        member("unansweredOperation", result.unansweredOperation?.rawValue)
        member("creationTime", result.creationTime)
        member("flowDefinitionArn", result.flowDefinitionARN)
        member("humanLoopArn", result.humanLoopARN)
        member("outputS3Uri", result.outputS3URI)
        member("failureCode", result.failureCode)
        member("failureReason", result.failureReason)
        member("dataRetainedUntil", result.dataRetainedUntil)
        member("error", result.problem)
        member("calls", result.calls)
        member("startedAt", result.startedAt)
        member("endedAt", result.endedAt)
        member("waitedSeconds", seconds: result.waited)
    }

    /// Writes what is said of a run after its last result.
    package mutating func members(of end: RunEnd) {
        member("loopCount", end.loopCount)
        member("outcomes", end.outcomes)
        member("calls", end.calls)
        member("halt", end.stopReason)
        member("exitCode", Int(end.exitCode.rawValue))
        member("startedAt", end.startedAt)
        member("endedAt", end.endedAt)
        member("durationSeconds", seconds: end.duration)
    }

    /// Writes what the service told of a loop, but for its name.
    package mutating func evidence(of loop: HumanLoop) {
        member("status", loop.status.description)
        member("creationTime", loop.creationTime)
        member("flowDefinitionArn", loop.flowDefinitionARN)
        member("humanLoopArn", loop.arn)
        member("outputS3Uri", loop.outputS3URI)
        member("failureCode", loop.failureCode)
        member("failureReason", loop.failureReason)
    }

    /// Writes a member that says which loop is kept instead of a duplicate; nil leaves the member out.
    package mutating func member(_ key: String, _ keptInstead: KeptDuplicate?) {
        guard let keptInstead else { return }
        object(key) { json in
            json.member("name", keptInstead.name)
            json.member("status", keptInstead.status.description)
            json.member("creationTime", keptInstead.creationTime)
        }
    }

    /// Writes a member that is a loop's name, letter by letter: a run is resumed by it.
    ///
    /// It is a manifest's, or a service's in whose answers secrets are hidden before they are read.
    package mutating func member(_ key: String, _ name: HumanLoopName) { member(key, verbatim: name.rawValue) }

    /// Writes a member that is a moment, in RFC 3339; nil leaves the member out.
    package mutating func member(_ key: String, _ moment: Timestamp?) { member(key, moment?.description) }
}

extension RunInvocation {
    /// What a report says of how the run was called, by its keys; empty where it is not known.
    fileprivate var commands: [(key: String, text: String)] {
        [("resumeCommand", resumeCommand), ("deleteCommand", deleteCommand), ("directory", directory)]
    }
}

extension JSONWriter {
    /// Writes a member that says how many calls something took, by operation.
    package mutating func member(_ key: String, _ calls: CallCounts) {
        object(key) { json in
            json.member("describe", calls.describe)
            json.member("list", calls.list)
            json.member("stop", calls.stop)
            json.member("delete", calls.delete)
            json.member("throttled", calls.throttled)
            json.member("retried", calls.retried)
        }
    }

    /// Writes a member that says how many loops ended in each outcome; outcomes of no loop count 0.
    package mutating func member(_ key: String, _ outcomes: OutcomeCounts) {
        object(key) { json in
            for outcome in LoopOutcome.allCases { json.member(outcome.rawValue, outcomes[outcome]) }
        }
    }

    /// Writes a member that says why a loop did not end as wanted; nil leaves the member out.
    package mutating func member(_ key: String, _ problem: LoopProblem?) {
        guard let problem else { return }
        object(key) { json in
            json.member("code", problem.code)
            json.member("message", problem.message)
            json.member("requestId", problem.requestID)
            json.member("httpStatus", problem.httpStatus)
        }
    }

    /// Writes a member that says what ended a run early; nil leaves the member out.
    package mutating func member(_ key: String, _ stopReason: RunStopReason?) {
        guard let stopReason else { return }
        object(key) { json in
            json.member("code", stopReason.reportCode)
            json.member("message", stopReason.reportMessage)
        }
    }
}

extension RunEnd {
    /// How long the run took; zero when the wall clock was set back meanwhile.
    package var duration: Duration { max(.zero, endedAt - startedAt) }
}
