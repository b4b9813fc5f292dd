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
        var loops = manifest.loops.compactMap { entry in
            found.removeValue(forKey: entry.name).map { (left: $0, entry: entry) }
        }
        for left in found.values.sorted(by: { $0.name < $1.name }) {
            guard let index = left.rule, manifest.selections.indices.contains(index) else { continue }
            loops.append((left, LoopEntry(name: left.name, of: manifest.selections[index], at: index)))
        }
        self.loops = loops
    }

    var isEmpty: Bool { loops.isEmpty }

    var count: Int { loops.count }

    /// Hands the manifest over, loop by loop.
    func write(_ put: (String) throws(ReportWriteError) -> Void) throws(ReportWriteError) {
        var yaml = YAMLBlock()
        var rest = manifest
        // No more loops are allowed than are left.
        rest.guards.maxLoops = loops.count
        yaml.add(rest.sections)
        yaml.member("loops", "")
        try put(yaml.take())
        for (left, entry) in loops {
            add(left, entry, to: &yaml)
            try put(yaml.take())
        }
    }

    private func add(_ left: FollowUpLoop, _ entry: LoopEntry, to yaml: inout YAMLBlock) {
        let settings = settings(of: left, entry)
        yaml.item("# \(YAMLText.comment(left.explanation))") { yaml in
            if let arn = entry.arn {
                yaml.member("arn", YAMLText.quoted(arn))
            } else {
                yaml.member("name", YAMLText.plain(left.name.rawValue))
            }
            yaml.add(settings.members)
        }
    }

    /// The settings that a loop is left with: those it had, and that it is the very loop that was seen.
    ///
    /// A status that its rule asked for is asked for again, unless the run has stopped the loop. Where a stop may have done
    /// nothing, what a stop makes of a loop is taken besides.
    private func settings(of left: FollowUpLoop, _ entry: LoopEntry) -> LoopSettings {
        var settings = manifest.settings[entry.settings]
        if let rule = entry.rule.map({ manifest.selections[$0] }) {
            if rule.keepsAnswer(chosenAs: left.chosenAs) { settings.onCompleted = .keep }
            settings.statuses = rule.statuses
        }
        if left.wasStopped { settings.statuses = [] }
        if left.mayBeStopped, !settings.statuses.isEmpty {
            settings.statuses += [.stopping, .stopped].filter { !settings.statuses.contains($0) }
        }
        settings.keptInstead = left.keptInstead ?? settings.keptInstead
        settings.expectation.flowDefinitionARN = left.flowDefinitionARN ?? settings.expectation.flowDefinitionARN
        settings.expectation.expect(created: left.creationTime)
        return settings
    }
}

extension LoopExpectation {
    /// Expects the loop that was created at a moment.
    mutating func expect(created: Timestamp) {
        createdAfter = created
        // Nothing is created after the last moment that there is.
        createdBefore = created < .last ? created + .milliseconds(1) : nil
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
    let rule: Int?
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
