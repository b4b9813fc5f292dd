import CleanupEngine
import CleanupManifest
import HumanLoops
import Support
import YAML

/// The text of a manifest that names the loops that a run left, each with the settings it had.
struct FollowUpManifest {
    private let manifest: CleanupManifest
    /// The loops, in the order of the run's manifest; those that rules found come last.
    private let loops: [(left: FollowUpLoop, entry: LoopEntry)]

    init(_ manifest: CleanupManifest, _ left: [FollowUpLoop]) {
        self.manifest = manifest
        var found = Dictionary(left.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
        var loops: [(left: FollowUpLoop, entry: LoopEntry)] = []
        for entry in manifest.loops {
            if let left = found.removeValue(forKey: entry.name) { loops.append((left, entry)) }
        }
        for left in found.values.sorted(by: { $0.name < $1.name }) {
            guard let index = left.rule, manifest.selections.indices.contains(index) else { continue }
            let rule = manifest.selections[index]
            loops.append((left, LoopEntry(name: left.name, settings: rule.settings, line: rule.line, rule: index)))
        }
        self.loops = loops
    }

    var isEmpty: Bool { loops.isEmpty }

    /// Writes the manifest.
    func write(to sink: any ByteSink) throws(ReportWriteError) {
        var yaml = YAMLBlock()
        yaml.member("apiVersion", "loopsweep/v1")
        yaml.member("kind", "HumanLoopCleanup")
        addMetadata(to: &yaml)
        addGuards(to: &yaml)
        addExecution(to: &yaml)
        yaml.member("loops", "")
        try sink.write(yaml.take())
        for (left, entry) in loops {
            add(left, entry, to: &yaml)
            try sink.write(yaml.take())
        }
    }

    private func addMetadata(to yaml: inout YAMLBlock) {
        let details = manifest.details
        yaml.block("metadata") { yaml in
            yaml.member("name", YAMLText.plain(manifest.name))
            yaml.text("owner", details.owner)
            yaml.text("ticket", details.ticket)
            yaml.text("description", details.description)
            yaml.block("labels") { yaml in
                for label in details.labels { yaml.member(YAMLText.quoted(label.key), YAMLText.quoted(label.value)) }
            }
        }
        yaml.block("target") { yaml in
            yaml.text("account", manifest.target.account)
            yaml.text("region", manifest.target.region)
        }
    }

    /// Adds the guards; no more loops are allowed than are left.
    private func addGuards(to yaml: inout YAMLBlock) {
        let guards = manifest.guards
        yaml.block("guards") { yaml in
            yaml.member("maxLoops", String(loops.count))
            if let maxStops = guards.maxStops { yaml.member("maxStops", String(maxStops)) }
            if let maxMissing = guards.maxMissing { yaml.member("maxMissing", "\(maxMissing)") }
            if let minAge = guards.minAge { yaml.duration("minAge", minAge) }
            if let maxFailures = guards.maxFailures { yaml.member("maxFailures", "\(maxFailures)") }
            yaml.block("protect") { yaml in
                yaml.list("names", guards.protect.names.map(\.text))
                yaml.list("flowDefinitions", guards.protect.flowDefinitionARNs)
            }
        }
    }

    private func addExecution(to yaml: inout YAMLBlock) {
        let execution = manifest.execution
        yaml.block("execution") { yaml in
            yaml.member("concurrency", String(execution.concurrency))
            if let rate = execution.callsPerSecond { yaml.number("rate", rate) }
            yaml.block("retry") { yaml in
                yaml.member("maxAttempts", String(execution.retry.maxAttempts))
                yaml.duration("maxBackoff", execution.retry.maxBackoff)
            }
            yaml.block("stopWait") { yaml in
                yaml.duration("timeout", execution.stopWait.timeout)
                yaml.duration("pollInitial", execution.stopWait.pollInitial)
                yaml.duration("pollMax", execution.stopWait.pollMax)
            }
            if let deadline = execution.deadline { yaml.duration("deadline", deadline) }
        }
    }

    private func add(_ left: FollowUpLoop, _ entry: LoopEntry, to yaml: inout YAMLBlock) {
        let settings = settings(of: left, entry)
        yaml.item("# \(YAMLText.comment(left.explanation))") { yaml in
            if let arn = entry.arn {
                yaml.text("arn", arn)
            } else {
                yaml.member("name", YAMLText.plain(left.name.rawValue))
            }
            yaml.text("reason", settings.reason)
            if settings.onInProgress != .stop { yaml.member("onInProgress", settings.onInProgress.rawValue) }
            if settings.onCompleted != .delete { yaml.member("onCompleted", settings.onCompleted.rawValue) }
            if settings.onFailed != .delete { yaml.member("onFailed", settings.onFailed.rawValue) }
            if settings.onMissing != .ok { yaml.member("onMissing", settings.onMissing.rawValue) }
            yaml.words("status", settings.statuses.map(\.description))
            yaml.block("expect") { yaml in
                yaml.text("flowDefinition", settings.expectation.flowDefinitionARN)
                if let moment = settings.expectation.createdAfter { yaml.member("createdAfter", "\(moment)") }
                if let moment = settings.expectation.createdBefore { yaml.member("createdBefore", "\(moment)") }
            }
            yaml.block("keptInstead", settings.keptInstead)
        }
    }

    /// The settings that a loop is left with: those it had, and that it is the very loop that was seen.
    ///
    /// A status that its rule asked for is asked for again, unless the run has stopped the loop. Where a stop may have done
    /// nothing, what a stop makes of a loop is taken besides.
    private func settings(of left: FollowUpLoop, _ entry: LoopEntry) -> LoopSettings {
        var settings = manifest.settings[entry.settings]
        if let rule = entry.rule.map({ manifest.selections[$0] }) {
            if rule.duplicates?.keep == .completed, left.chosenAs != .completed { settings.onCompleted = .keep }
            settings.statuses = rule.statuses
        }
        if left.wasStopped { settings.statuses = [] }
        if left.mayBeStopped, !settings.statuses.isEmpty {
            settings.statuses += [.stopping, .stopped].filter { !settings.statuses.contains($0) }
        }
        settings.keptInstead = left.keptInstead ?? settings.keptInstead
        settings.expectation.flowDefinitionARN = left.flowDefinitionARN ?? settings.expectation.flowDefinitionARN
        settings.expectation.createdAfter = left.creationTime
        // Nothing is created after the last moment that there is.
        settings.expectation.createdBefore = left.creationTime < .last ? left.creationTime + .milliseconds(1) : nil
        return settings
    }
}

/// What a follow-up needs to know of a loop that is left.
struct FollowUpLoop: Sendable {
    /// How many characters of a message are kept.
    private static let messageLimit = 200

    let name: HumanLoopName
    let creationTime: Timestamp
    /// The ARN of its flow definition; nil when it is not known, or is none.
    let flowDefinitionARN: String?
    /// Which rule of `select` found it, from 0; nil when it is named.
    let rule: Int?
    /// The loop that is kept in its place; nil when it is no duplicate.
    let keptInstead: KeptDuplicate?
    /// Where it stood when it was chosen; nil when that is not known.
    let chosenAs: HumanLoopStatus?
    let wasStopped: Bool
    /// Whether a stop was sent whose answer is lost.
    let mayBeStopped: Bool
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
        keptInstead = result.keptInstead ?? sighting?.keptInstead
        chosenAs = sighting?.status ?? result.initialStatus
        wasStopped = result.stoppedByRun
        mayBeStopped = result.unansweredOperation == .stop
        let problem = result.problem.map { ": \($0.code)\($0.message.isEmpty ? "" : ": \($0.message)")" } ?? ""
        let kept = keptInstead.map { "; \($0.name) is kept" } ?? ""
        explanation = String((result.outcome.rawValue + kept + problem).prefix(Self.messageLimit))
    }
}
