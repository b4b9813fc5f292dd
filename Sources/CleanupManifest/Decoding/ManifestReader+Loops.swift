import HumanLoops
import YAML

extension ManifestReader {
    /// Reads `loops`.
    mutating func readLoops(_ node: YAMLNode) {
        guard let items = yaml.sequence(node) else { return lists.note(isEmpty: false, at: node) }
        var isEmpty = true
        while let item = items.nextItems() {
            isEmpty = false
            switch item {
            case .words(let words): readLoops(words, of: items)
            case .node(let node): readLoop(node)
            }
        }
        lists.note(isEmpty: isEmpty, at: node)
    }

    /// Reads items that are mostly names alone.
    private mutating func readLoops(_ words: [YAMLWord], of items: SequenceReader) {
        for word in words {
            if let name = HumanLoopName(word) {
                add(name, arnPrefix: nil, settings: OverrideTable.none, at: TextPlace(word))
            } else {
                readLoop(items.node(word))
            }
        }
    }

    private mutating func readLoop(_ item: YAMLNode) {
        switch item.content {
        case .scalar: readLoop(text: item)
        case .mapping: readLoop(mapping: item)
        case .sequence, .refused: yaml.reportKind(of: item, expected: "a name, an ARN or a mapping")
        }
    }

    private mutating func readLoop(text node: YAMLNode) {
        if node.text?.hasPrefix("arn:") ?? false {
            if let (name, prefix) = readARN(node) {
                add(name, arnPrefix: prefix, settings: OverrideTable.none, at: TextPlace(node))
            }
        } else if let name = yaml.value(node, as: .humanLoopName) {
            add(name, arnPrefix: nil, settings: OverrideTable.none, at: TextPlace(node))
        }
    }

    private mutating func readLoop(mapping node: YAMLNode) {
        guard var fields = yaml.mapping(node, of: LoopKey.self) else { return }
        var settings = SettingsOverride()
        var keptPlace: TextPlace?
        var named: (value: HumanLoopName?, node: YAMLNode)?
        var located: (value: (name: HumanLoopName, prefix: String)?, node: YAMLNode)?
        while let field = fields.next() {
            switch field.key {
            case .own(.name): named = (yaml.value(field.value, as: .humanLoopName), field.value)
            case .own(.arn): located = (readARN(field.value), field.value)
            case .setting(let key): keptPlace = read(key, field.value, into: &settings) ?? keptPlace
            }
        }
        guard let place = (named ?? located.map { ($0.value?.name, $0.node) }) else {
            yaml.report(.loopIdentity, at: node, "a loop must have a 'name' or an 'arn'")
            return
        }
        // What is wrong with a name or an ARN that has no value has been reported.
        guard let name = place.value, located == nil || located?.value != nil else { return }
        if let located, let other = located.value?.name, other != name {
            let message = "'arn' must be that of '\(name)' (is that of '\(other)')"
            let related = TextPlace(place.node).related("the name is given here")
            yaml.report(.loopIdentity, at: located.node, message, related: related)
            return
        }
        if let kept = settings.keptInstead, let keptPlace { note(kept, keptInsteadOf: name, at: keptPlace) }
        let index = overrides.index(of: settings, at: TextPlace(place.node))
        add(name, arnPrefix: located?.value?.prefix, settings: index, at: TextPlace(place.node))
    }

    /// Reads the ARN of a human loop.
    ///
    /// - Returns: the loop's name, and what the ARN has in front of it; nil when the text is no such ARN, which is reported.
    private mutating func readARN(_ node: YAMLNode) -> (name: HumanLoopName, prefix: String)? {
        guard let arn = yaml.value(node, as: .arn(of: .humanLoop)), let name = arn.humanLoopName else { return nil }
        noteHome(of: arn, at: TextPlace(node))
        return (name, arn.humanLoopPrefix)
    }

    /// Adds a loop to the table; `arnPrefix` is what its ARN has in front of the name, nil when it is named without one.
    mutating func add(_ name: HumanLoopName, arnPrefix: String?, settings: Int, at place: TextPlace) {
        let traits = LoopTraits(settings: settings, source: place.source, rule: nil, arnPrefix: arnPrefix)
        loops.append(name, traits: traits, line: place.position.line, column: place.position.column)
    }
}

/// The keys of one of `loops` besides those of settings.
enum LoopOwnKey: String, OwnKey {
    case name, arn

    static let settings = LoopSettingKey.allCases

    var schema: SchemaNode {
        switch self {
        case .name: .loopName.describing("The loop's name; quote one that YAML would take for something else.")
        case .arn: .loopARN.describing("The loop's ARN.")
        }
    }

    static var itemSchema: SchemaNode {
        let names = allCases.map { SchemaNode([("required", .list([.text($0.rawValue)]))]).value }
        return .any([.loopName, .loopARN, .mapping(LoopKey.self).with("anyOf", .list(names))])
    }
}

typealias LoopKey = KeyOrSetting<LoopOwnKey>

/// What is known of the three keys that lead to loops: `loops`, `loopsFrom` and `select`.
struct LoopLists {
    private(set) var empty: YAMLNode?
    private(set) var isGiven = false
    /// Whether one of the keys has items, or cannot be told to have none.
    private(set) var isFilled = false

    mutating func note(isEmpty: Bool, at node: YAMLNode) {
        isGiven = true
        if isEmpty { empty = empty ?? node } else { isFilled = true }
    }
}
