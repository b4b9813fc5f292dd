import HumanLoops
import YAML

extension ManifestReader {
    /// Reads `defaults`.
    mutating func readDefaults(_ node: YAMLNode) {
        guard var fields = yaml.mapping(node, of: SettingsKey.self) else { return }
        defaultsPlace = TextPlace(node)
        var settings = SettingsOverride()
        while let field = fields.next() { read(field.key, field.value, into: &settings) }
        defaults = settings
    }

    /// Reads one setting of a loop or of all loops.
    mutating func read(_ key: SettingsKey, _ node: YAMLNode, into settings: inout SettingsOverride) {
        switch key {
        case .reason: settings.reason = yaml.value(node, as: .text)
        case .onInProgress: settings.onInProgress = yaml.value(node, as: .keyword(InProgressPolicy.self))
        case .onCompleted: settings.onCompleted = yaml.value(node, as: .keyword(TerminalPolicy.self))
        case .onFailed: settings.onFailed = yaml.value(node, as: .keyword(TerminalPolicy.self))
        case .onMissing: settings.onMissing = yaml.value(node, as: .keyword(MissingPolicy.self))
        case .expect: settings.expectation = readExpectation(node)
        case .status:
            // In one order, so that the same statuses are the same setting however they are written.
            let given = readStatuses(node)
            settings.statuses = SelectableStatus.allCases.map(\.status).filter(given.contains)
        }
    }

    /// Reads `expect`.
    private mutating func readExpectation(_ node: YAMLNode) -> LoopExpectation {
        var expectation = LoopExpectation()
        guard var fields = yaml.mapping(node, of: ExpectationKey.self) else { return expectation }
        while let field = fields.next() {
            switch field.key {
            case .flowDefinition:
                guard let arn = yaml.value(field.value, as: .arn(of: .flowDefinition)) else { continue }
                homes.add(arn, at: TextPlace(field.value))
                expectation.flowDefinitionARN = arn.description
            case .createdAfter: expectation.createdAfter = yaml.value(field.value, as: .timestamp)
            case .createdBefore: expectation.createdBefore = yaml.value(field.value, as: .timestamp)
            }
        }
        return expectation
    }
}

/// The keys of `defaults`, each of which one loop may have too.
enum SettingsKey: String, MappingKey {
    /// Why the loop is removed.
    case reason
    /// What happens to a loop that is `InProgress`.
    case onInProgress
    /// What happens to a loop that is `Completed`.
    case onCompleted
    /// What happens to a loop that is `Failed`.
    case onFailed
    /// What a missing loop counts as.
    case onMissing
    /// What the loop must be.
    case expect
    /// The statuses that a loop may have when it is first touched.
    case status
}

/// The keys of `expect`.
enum ExpectationKey: String, MappingKey {
    /// The ARN of the flow definition that the loop belongs to.
    case flowDefinition
    /// The first moment at which the loop may have been created.
    case createdAfter
    /// The moment before which the loop was created.
    case createdBefore
}

/// The settings that one place of a manifest gives; what it does not give is nil.
struct SettingsOverride: Hashable {
    /// Why the loop is removed.
    var reason: String?
    /// What happens to a loop that is `InProgress`.
    var onInProgress: InProgressPolicy?
    /// What happens to a loop that is `Completed`.
    var onCompleted: TerminalPolicy?
    /// What happens to a loop that is `Failed`.
    var onFailed: TerminalPolicy?
    /// What a missing loop counts as.
    var onMissing: MissingPolicy?
    /// What the loop must be, part by part.
    var expectation = LoopExpectation()
    /// The statuses that the loop may have when it is first touched, in the order of the API.
    var statuses: [HumanLoopStatus]?
    /// The kept duplicate of the loop; no default and no list gives one.
    var keptInstead: StayingLoop?

    /// Puts what is given here in the place of what other settings say, also part by part of an expectation.
    func applied(to base: LoopSettings) -> LoopSettings {
        LoopSettings(
            reason: reason ?? base.reason,
            onInProgress: onInProgress ?? base.onInProgress,
            onCompleted: onCompleted ?? base.onCompleted,
            onFailed: onFailed ?? base.onFailed,
            onMissing: onMissing ?? base.onMissing,
            expectation: LoopExpectation(
                flowDefinitionARN: expectation.flowDefinitionARN ?? base.expectation.flowDefinitionARN,
                createdAfter: expectation.createdAfter ?? base.expectation.createdAfter,
                createdBefore: expectation.createdBefore ?? base.expectation.createdBefore
            ),
            statuses: statuses ?? base.statuses,
            keptInstead: keptInstead ?? base.keptInstead
        )
    }
}

/// The different settings that the loops of a manifest give, each kept once.
struct OverrideTable {
    /// The index of the settings that give nothing.
    static let none = 0

    /// The settings, each once.
    private(set) var overrides = [SettingsOverride()]
    /// Where each was met first; nil for the settings that give nothing.
    private(set) var places: [TextPlace?] = [nil]
    /// Where each is in the list.
    private var indices = [SettingsOverride(): none]

    /// Finds the index of settings, and keeps them when they are new.
    mutating func index(of settings: SettingsOverride, at place: TextPlace) -> Int {
        if let index = indices[settings] { return index }
        indices[settings] = overrides.count
        overrides.append(settings)
        places.append(place)
        return overrides.count - 1
    }
}
