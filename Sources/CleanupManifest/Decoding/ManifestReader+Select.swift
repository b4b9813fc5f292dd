package import HumanLoops
import YAML

extension ManifestReader {
    /// Reads `select`.
    mutating func readSelect(_ node: YAMLNode) {
        guard let items = yaml.sequence(node) else { return lists.note(isEmpty: false, at: node) }
        var isEmpty = true
        while let item = items.next() {
            isEmpty = false
            readRule(item)
        }
        lists.note(isEmpty: isEmpty, at: node)
    }

    /// Reads one rule.
    private mutating func readRule(_ node: YAMLNode) {
        guard var fields = yaml.mapping(node, of: SelectionKey.self) else { return }
        let place = TextPlace(node)
        var draft = SelectionDraft(
            rule: SelectionRule(flowDefinitionARN: "", line: place.position.line, column: place.position.column)
        )
        while let field = fields.next() {
            switch field.key {
            case .own(let key): read(key, field.value, into: &draft)
            case .setting(let key): read(key, field.value, into: &draft.settings)
            }
        }
        fields.require(.own(.flowDefinition))
        check(draft)
        if let pattern = draft.duplicatesBy {
            draft.rule.duplicates = DuplicateRule(pattern: pattern, keep: draft.keep?.value ?? .oldest)
        }
        draft.rule.settings = overrides.index(of: draft.settings, at: place)
        selections.append(draft.rule)
    }

    private mutating func read(_ key: SelectionOwnKey, _ node: YAMLNode, into draft: inout SelectionDraft) {
        switch key {
        case .flowDefinition:
            guard let arn = yaml.value(node, as: .arn(of: .flowDefinition)) else { return }
            noteHome(of: arn, at: TextPlace(node))
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
        case .matching:
            draft.rule.matching = yaml.value(node, as: RegularExpressionGrammar(needsCapture: false))
            if let glob = draft.rule.matching.flatMap(NameGlob.init) {
                yaml.report(.globLookalike, at: node, "'matching' \(glob.warning)", help: glob.help)
            }
        case .exclude: draft.rule.excludes = readExcludes(node)
        case .duplicatesBy:
            draft.isAboutDuplicates = true
            draft.duplicatesBy = yaml.value(node, as: RegularExpressionGrammar(needsCapture: true))
        case .keep: draft.keep = (yaml.value(node, as: .keyword(DuplicateRule.Keep.self)), node)
        }
    }

    /// Reads `exclude`, a list of regular expressions.
    private func readExcludes(_ node: YAMLNode) -> [String] {
        guard let items = yaml.sequence(node) else { return [] }
        var expressions: [String] = []
        var isEmpty = true
        while let item = items.next() {
            isEmpty = false
            guard let text = yaml.value(item, as: RegularExpressionGrammar(needsCapture: false)) else { continue }
            if let glob = NameGlob(text) {
                yaml.report(.globLookalike, at: item, "an item of 'exclude' \(glob.warning)", help: glob.help)
            }
            expressions.append(text)
        }
        if isEmpty {
            yaml.report(.noValue, at: node, "'exclude' names nothing", help: "name a pattern, or remove the key")
        }
        return expressions
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

/// The keys of one of `select` besides those of settings.
enum SelectionOwnKey: String, OwnKey {
    case flowDefinition, status, createdAfter, createdBefore, olderThan, newerThan, matching, exclude
    case duplicatesBy, keep

    static let settings = LoopSettingKey.ofRules
    static let planned: Set = ["flowDefinitions"]

    var schema: SchemaNode {
        switch self {
        case .flowDefinition: .flowDefinitionARN.describing("The ARN of the flow definition whose loops are listed.")
        case .status:
            .list(.keyword(SelectableStatus.self), atLeast: 1).describing("The statuses that a loop may have.")
        case .createdAfter: .timestamp.describing("The loop was created at this moment or later.")
        case .createdBefore: .timestamp.describing("The loop was created before this moment.")
        case .olderThan: .duration.describing("The loop is at least this old, such as 7d.")
        case .newerThan: .positiveDuration.describing("The loop is younger than this.")
        case .matching: .expression.describing("A regular expression (PCRE2) that is found in the loop's name.")
        case .exclude:
            .list(.expression, atLeast: 1).describing(
                "Regular expressions (PCRE2): a loop in whose name one is found is not part of the rule."
            )
        case .duplicatesBy:
            .capturingExpression
                .describing("A regular expression (PCRE2): loops whose first capture is equal are duplicates.")
        case .keep: .keyword(DuplicateRule.Keep.self).describing("Which of the duplicates stays: oldest by default.")
        }
    }

    static var itemSchema: SchemaNode {
        let needed = SchemaValue.object([(keep.rawValue, .list([.text(duplicatesBy.rawValue)]))])
        return .mapping(SelectionKey.self, requiring: [.own(.flowDefinition)]).with("dependencies", needed)
    }
}

typealias SelectionKey = KeyOrSetting<SelectionOwnKey>

/// One of `select` as far as it has been read, with the places that later checks point at.
struct SelectionDraft {
    /// The rule; of no use without a flow definition.
    var rule: SelectionRule
    var settings = SettingsOverride()
    var duplicatesBy: String?
    /// Whether there is a `duplicatesBy`, right or wrong.
    var isAboutDuplicates = false
    /// Which duplicate stays, and where that is said; nil when it is not.
    var keep: (value: DuplicateRule.Keep?, node: YAMLNode)?
    var createdBeforeNode: YAMLNode?
    var newerThanNode: YAMLNode?
}

/// The statuses that the API names, by which a rule of `select` may find loops.
package enum SelectableStatus: String, CaseIterable, Sendable {
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

    package var status: HumanLoopStatus { HumanLoopStatus(rawValue) }
}
