import HumanLoops
import YAML

extension FleetDecoder {
    /// Reads `loops`.
    mutating func readLoops(_ node: YAMLNode) {
        guard let items = yaml.sequence(node) else { return }
        while let item = items.next() {
            guard let loops = loops(in: item) else { continue }
            fleet.loops.append(loops)
        }
    }

    /// Reads an item of `loops`.
    ///
    /// - Returns: nil when it has no name or no flow definition, which is reported.
    private func loops(in node: YAMLNode) -> FleetLoops? {
        guard var fields = yaml.mapping(node, of: FleetKeys.Loops.self) else { return nil }
        var names: NameRange?
        var flow: String?
        var created: CreationRule?
        var template = LoopTemplate(flowDefinitionARN: "")
        while let field = fields.next() {
            let value = field.value
            switch field.key {
            case .name: names = yaml.value(value, as: .nameRange)
            case .flowDefinition: flow = yaml.value(value, as: .flowDefinition)
            case .created: created = yaml.value(value, as: .creationRule)
            case .status: yaml.value(value, as: .keyword(FleetStatus.self)).map { template.status = $0.status }
            case .workers: template.workers = workers(in: value)
            case .ends: template.ends = ends(in: value)
            case .failureCode: read(value, as: .text, into: &template.failureCode)
            case .failureReason: read(value, as: .text, into: &template.failureReason)
            case .output: template.output = yaml.value(value, as: .text)
            }
        }
        fields.require(.name, .flowDefinition)
        guard let names, let flow else { return nil }
        var loops = FleetLoops(names: names, flowDefinition: flow)
        template.flowDefinitionARN = flow
        loops.template = template
        if let created { loops.created = created }
        return loops
    }

    /// Reads `workers`; without `then` the worker leaves, and the loop ends in `Stopped`.
    private func workers(in node: YAMLNode) -> ScheduledEnd? {
        guard var fields = yaml.mapping(node, of: FleetKeys.Workers.self) else { return nil }
        var end = ScheduledEnd(after: .zero, status: .stopped)
        while let field = fields.next() {
            switch field.key {
            case .holdFor: read(field.value, as: .duration(), into: &end.after)
            case .then: yaml.value(field.value, as: .keyword(FleetEndStatus.self)).map { end.status = $0.status }
            }
        }
        fields.require(.holdFor)
        return end
    }

    /// Reads `ends`; without `then` the loop ends in `Completed`.
    private func ends(in node: YAMLNode) -> ScheduledEnd? {
        guard var fields = yaml.mapping(node, of: FleetKeys.Ends.self) else { return nil }
        var end = ScheduledEnd(after: .zero, status: .completed)
        while let field = fields.next() {
            switch field.key {
            case .after: read(field.value, as: .duration(), into: &end.after)
            case .then: yaml.value(field.value, as: .keyword(FleetEndStatus.self)).map { end.status = $0.status }
            }
        }
        fields.require(.after)
        return end
    }
}
