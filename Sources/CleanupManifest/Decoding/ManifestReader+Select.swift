import HumanLoops
import YAML

extension ManifestReader {
    /// Reads `select`.
    mutating func readSelect(_ node: YAMLNode) {
        guard let items = yaml.sequence(node) else { return lists.note(.refused, at: node) }
        var isEmpty = true
        while let item = items.next() {
            isEmpty = false
            readRule(item)
        }
        lists.note(isEmpty ? .empty : .filled, at: node)
    }

    /// Reads one rule.
    private mutating func readRule(_ node: YAMLNode) {
        guard var fields = yaml.mapping(node, of: SelectionKey.self) else { return }
        let place = TextPlace(node)
        var draft = SelectionDraft(
            rule: SelectionRule(
                flowDefinitionARN: "",
                line: place.position.line,
                column: place.position.column
            )
        )
        while let field = fields.next() { read(field.key, field.value, into: &draft) }
        fields.require(.flowDefinition)
        check(draft)
        if let pattern = draft.duplicatesBy {
            draft.rule.duplicates = DuplicateRule(pattern: pattern, keep: draft.keep?.value ?? .oldest)
        }
        draft.rule.settings = overrides.index(of: draft.settings, at: place)
        selections.append(draft.rule)
    }

    /// Reads one key of a rule.
    private mutating func read(_ key: SelectionKey, _ node: YAMLNode, into draft: inout SelectionDraft) {
        switch key {
        case .flowDefinition:
            guard let arn = yaml.value(node, as: .arn(of: .flowDefinition)) else { return }
            homes.add(arn, at: TextPlace(node))
            draft.rule.flowDefinitionARN = arn.description
        case .status: draft.rule.statuses = readStatuses(node)
        case .createdAfter: draft.rule.createdAfter = yaml.value(node, as: .timestamp)
        case .createdBefore:
            draft.rule.createdBefore = yaml.value(node, as: .timestamp)
            draft.createdBeforeNode = node
        case .olderThan: draft.rule.olderThan = yaml.value(node, as: .duration())
        case .newerThan:
            draft.rule.newerThan = yaml.value(node, as: .positiveDuration)
            draft.newerThanNode = node
        case .matching: draft.rule.matching = yaml.value(node, as: .regularExpression)
        case .duplicatesBy:
            draft.isAboutDuplicates = true
            draft.duplicatesBy = yaml.value(node, as: .capturingExpression)
        case .keep: draft.keep = (yaml.value(node, as: .keyword(DuplicateRule.Keep.self)), node)
        case .reason, .onInProgress, .onCompleted, .onFailed, .onMissing, .expect:
            if let setting = key.setting { read(setting, node, into: &draft.settings) }
        }
    }

    /// Reads `status`; each status counts once.
    func readStatuses(_ node: YAMLNode) -> [HumanLoopStatus] {
        guard let items = yaml.sequence(node) else { return [] }
        var statuses: [HumanLoopStatus] = []
        var isEmpty = true
        while let item = items.next() {
            isEmpty = false
            guard let status = yaml.value(item, as: .keyword(SelectableStatus.self))?.status else { continue }
            if !statuses.contains(status) { statuses.append(status) }
        }
        if isEmpty {
            yaml.report(.noValue, at: node, "'status' names no status", help: "name one, or remove the key for any")
        }
        return statuses
    }

    /// Reports what a rule says that no loop can meet, or that means nothing.
    private func check(_ draft: SelectionDraft) {
        if let after = draft.rule.createdAfter, let before = draft.rule.createdBefore, after >= before,
            let node = draft.createdBeforeNode
        {
            let message = "'createdBefore' must be after 'createdAfter', which is \(after) (is '\(before)')"
            yaml.report(.contradiction, at: node, message)
        }
        if let older = draft.rule.olderThan, let newer = draft.rule.newerThan, older >= newer,
            let node = draft.newerThanNode
        {
            let limits = "'olderThan', which is \(older.durationText)"
            let message = "'newerThan' must be longer than \(limits) (is '\(newer.durationText)')"
            yaml.report(.contradiction, at: node, message)
        }
        if let keep = draft.keep, !draft.isAboutDuplicates {
            let help = "give 'duplicatesBy', or remove the key"
            yaml.report(.contradiction, at: keep.node, "'keep' has no meaning without 'duplicatesBy'", help: help)
        }
    }
}

/// The keys of one of `select`.
enum SelectionKey: String, MappingKey {
    /// The ARN of the flow definition whose loops are listed.
    case flowDefinition
    /// The statuses a loop may have.
    case status
    /// The first moment at which a loop may have been created.
    case createdAfter
    /// The moment before which a loop was created.
    case createdBefore
    /// How old a loop is at least.
    case olderThan
    /// How old a loop is not yet.
    case newerThan
    /// A regular expression that is found in the loop's name.
    case matching
    /// A regular expression whose first capture is equal in the names of duplicates.
    case duplicatesBy
    /// Which loop of each group of duplicates stays.
    case keep
    /// Why the loops are removed.
    case reason
    /// What happens to a loop that is `InProgress`.
    case onInProgress
    /// What happens to a loop that is `Completed`.
    case onCompleted
    /// What happens to a loop that is `Failed`.
    case onFailed
    /// What a loop counts as that is missing when its turn comes.
    case onMissing
    /// What a loop must be.
    case expect

    /// The key of `defaults` that has the same name; nil for the keys that find loops.
    var setting: SettingsKey? { self == .status ? nil : SettingsKey(rawValue: rawValue) }
}

/// One of `select` as far as it has been read, with the places that later checks point at.
struct SelectionDraft {
    /// The rule; of no use without a flow definition.
    var rule: SelectionRule
    /// The settings that the rule gives its loops.
    var settings = SettingsOverride()
    /// The expression that tells duplicates; nil when none is given.
    var duplicatesBy: String?
    /// Whether there is a `duplicatesBy`, right or wrong.
    var isAboutDuplicates = false
    /// Which duplicate stays, and where that is said; nil when it is not.
    var keep: (value: DuplicateRule.Keep?, node: YAMLNode)?
    /// Where `createdBefore` is.
    var createdBeforeNode: YAMLNode?
    /// Where `newerThan` is.
    var newerThanNode: YAMLNode?
}

/// The statuses that the API names, by which a rule of `select` may find loops.
enum SelectableStatus: String, CaseIterable, Sendable {
    /// Workers can take, or have taken, the loop's task.
    case inProgress = "InProgress"
    /// The loop ended without an answer.
    case failed = "Failed"
    /// All the answers are in.
    case completed = "Completed"
    /// The loop was stopped and no worker holds its task.
    case stopped = "Stopped"
    /// The loop was stopped, and a worker still holds its task.
    case stopping = "Stopping"

    /// The status as the rest of the program knows it.
    var status: HumanLoopStatus { HumanLoopStatus(rawValue) }
}
