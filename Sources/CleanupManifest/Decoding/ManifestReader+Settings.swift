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
