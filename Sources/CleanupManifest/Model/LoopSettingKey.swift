import HumanLoops
import YAML

/// The settings that loops may have, by their keys: all that decoding, schema and follow-ups know of them.
enum LoopSettingKey: String, SectionKey {
    case reason, onInProgress, onCompleted, onFailed, onMissing, expect, status, keptInstead

    /// The settings that all loops, or those of a list, may share: each but the duplicate of one loop.
    static let shared = allCases.filter { $0 != .keptInstead }
    /// The settings that the loops of a rule may share, whose own `status` finds them.
    static let ofRules = shared.filter { $0 != .status }

    var schema: SchemaNode {
        switch self {
        case .reason: .freeText.describing("Why the loops are removed, in your words.")
        case .onInProgress:
            .keyword(InProgressPolicy.self).describing("A loop that workers may be working on: stop by default.")
        case .onCompleted: .keyword(TerminalPolicy.self).describing("A loop with all its answers: delete by default.")
        case .onFailed: .keyword(TerminalPolicy.self).describing("A loop that failed by itself: delete by default.")
        case .onMissing:
            .keyword(MissingPolicy.self)
                .describing("A loop, or a rule's flow definition, that does not exist: ok by default.")
        case .expect:
            .mapping(ExpectationKey.self)
                .describing("What a loop must be; one that is not is refused, never deleted.")
        case .status:
            .list(.keyword(SelectableStatus.self), atLeast: 1)
                .describing("The statuses that a loop may have when it is first touched; one with another is kept.")
        case .keptInstead:
            .mapping(KeptInsteadKey.self, requiring: KeptInsteadKey.allCases)
                .describing("This loop is a duplicate: the loop that is kept in its place.")
        }
    }

    func written(_ settings: LoopSettings) -> ManifestValue? {
        let defaults = LoopSettings()
        func word<Policy>(_ part: KeyPath<LoopSettings, Policy>) -> ManifestValue?
        where Policy: RawRepresentable<String> & Equatable {
            let policy = settings[keyPath: part]
            return policy == defaults[keyPath: part] ? nil : .word(policy.rawValue)
        }
        return switch self {
        case .reason: settings.reason.map { .text($0) }
        case .onInProgress: word(\.onInProgress)
        case .onCompleted: word(\.onCompleted)
        case .onFailed: word(\.onFailed)
        case .onMissing: word(\.onMissing)
        case .expect: ExpectationKey.mapping(of: settings.expectation)
        case .status: .list(of: settings.statuses.map { .word($0.description) })
        case .keptInstead: settings.keptInstead.flatMap { KeptInsteadKey.mapping(of: $0) }
        }
    }
}

/// The keys of a mapping that gives settings besides what is its own.
enum KeyOrSetting<Own: OwnKey>: SchemaKey {
    case own(Own)
    case setting(LoopSettingKey)

    static var allCases: [Self] { Own.allCases.map(own) + Own.settings.map(setting) }

    init?(rawValue: String) {
        if let key = Own(rawValue: rawValue) {
            self = .own(key)
        } else if let key = LoopSettingKey(rawValue: rawValue), Own.settings.contains(key) {
            self = .setting(key)
        } else {
            return nil
        }
    }

    static var planned: Set<String> { Own.planned.union(["answers"]) }

    var rawValue: String {
        switch self {
        case .own(let key): key.rawValue
        case .setting(let key): key.rawValue
        }
    }

    var schema: SchemaNode {
        switch self {
        case .own(let key): key.schema
        case .setting(let key): key.schema
        }
    }
}

/// The keys that a mapping has besides those of settings.
protocol OwnKey: SchemaKey {
    static var settings: [LoopSettingKey] { get }
}

/// The keys of `defaults` besides those of settings: there are none.
enum NoOwnKey: OwnKey {
    static let allCases: [NoOwnKey] = []
    static let settings = LoopSettingKey.shared

    init?(rawValue: String) { nil }

    var rawValue: String { switch self {} }

    var schema: SchemaNode { switch self {} }
}

/// The keys of `defaults`.
typealias DefaultsKey = KeyOrSetting<NoOwnKey>

/// The settings that one place of a manifest gives; what it does not give is nil.
struct SettingsOverride: Hashable {
    var reason: String?
    var onInProgress: InProgressPolicy?
    var onCompleted: TerminalPolicy?
    var onFailed: TerminalPolicy?
    var onMissing: MissingPolicy?
    var expectation = LoopExpectation()
    /// In the order of the API.
    var statuses: [HumanLoopStatus]?
    var keptInstead: KeptDuplicate?

    /// Puts what is given here in the place of what other settings say, also part by part of an expectation.
    func applied(to base: LoopSettings) -> LoopSettings {
        LoopSettingKey.allCases.reduce(into: base) { settings, key in
            switch key {
            case .reason: settings.reason = reason ?? base.reason
            case .onInProgress: settings.onInProgress = onInProgress ?? base.onInProgress
            case .onCompleted: settings.onCompleted = onCompleted ?? base.onCompleted
            case .onFailed: settings.onFailed = onFailed ?? base.onFailed
            case .onMissing: settings.onMissing = onMissing ?? base.onMissing
            case .expect: settings.expectation = expectation.applied(to: base.expectation)
            case .status: settings.statuses = statuses ?? base.statuses
            case .keptInstead: settings.keptInstead = keptInstead ?? base.keptInstead
            }
        }
    }
}

/// The different settings that the loops of a manifest give, each kept once.
struct OverrideTable {
    /// The index of the settings that give nothing.
    static let none = 0

    /// Each with where it was met first; nil for the settings that give nothing.
    private(set) var entries: [(settings: SettingsOverride, place: TextPlace?)] = [(SettingsOverride(), nil)]
    private var indices = [SettingsOverride(): none]

    /// Finds the index of settings, and keeps them when they are new.
    mutating func index(of settings: SettingsOverride, at place: TextPlace) -> Int {
        if let index = indices[settings] { return index }
        indices[settings] = entries.count
        entries.append((settings, place))
        return entries.count - 1
    }
}

extension ManifestReader {
    mutating func readDefaults(_ node: YAMLNode) {
        guard var fields = yaml.mapping(node, of: DefaultsKey.self) else { return }
        defaultsPlace = TextPlace(node)
        var settings = SettingsOverride()
        while let field = fields.next() {
            switch field.key {
            case .setting(let key): read(key, field.value, into: &settings)
            }
        }
        defaults = settings
    }

    /// Reads one setting of a loop or of several loops.
    ///
    /// - Returns: where the name of the kept duplicate is; nil for every other setting, and when that is wrong.
    @discardableResult
    mutating func read(_ key: LoopSettingKey, _ node: YAMLNode, into settings: inout SettingsOverride) -> TextPlace? {
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
        case .keptInstead:
            guard let kept = readKeptInstead(node) else { return nil }
            settings.keptInstead = kept.loop
            return kept.place
        }
        return nil
    }
}
