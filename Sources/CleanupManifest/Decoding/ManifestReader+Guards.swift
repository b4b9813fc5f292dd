import HumanLoops
import YAML

extension ManifestReader {
    /// Reads `guards`.
    mutating func readGuards(_ node: YAMLNode) {
        guard var fields = yaml.mapping(node, of: GuardsKey.self) else { return }
        while let field = fields.next() {
            switch field.key {
            case .maxLoops:
                isLoopCountBounded = true
                guards.maxLoops = yaml.value(field.value, as: .integer(0...Self.maximumCount))
            case .maxStops: guards.maxStops = yaml.value(field.value, as: .integer(0...Self.maximumCount))
            case .maxMissing: guards.maxMissing = yaml.value(field.value, as: .countLimit)
            case .minAge: guards.minAge = yaml.value(field.value, as: .duration())
            case .maxFailures: guards.maxFailures = yaml.value(field.value, as: .countLimit)
            case .protect: readProtect(field.value)
            }
        }
    }

    /// Reads `guards.protect`.
    private mutating func readProtect(_ node: YAMLNode) {
        guard var fields = yaml.mapping(node, of: ProtectKey.self) else { return }
        while let field = fields.next() {
            guard let items = yaml.sequence(field.value) else { continue }
            while let item = items.next() {
                switch field.key {
                case .names:
                    guard let pattern = yaml.value(item, as: .namePattern) else { continue }
                    guards.protect.names.append(pattern)
                case .flowDefinitions:
                    guard let arn = yaml.value(item, as: .arn(of: .flowDefinition)) else { continue }
                    guards.protect.flowDefinitionARNs.append(arn.description)
                }
            }
        }
    }
}

/// The keys of `guards`.
enum GuardsKey: String, MappingKey {
    /// How many loops the manifest may name.
    case maxLoops
    /// How many loops may be stopped.
    case maxStops
    /// How many of the loops may be missing.
    case maxMissing
    /// How old a loop must be.
    case minAge
    /// How many of the loops may fail.
    case maxFailures
    /// Which loops are never touched.
    case protect
}

/// The keys of `guards.protect`.
enum ProtectKey: String, MappingKey {
    /// Patterns of names.
    case names
    /// ARNs of flow definitions.
    case flowDefinitions
}
