import HumanLoops
import YAML

extension FleetDecoder {
    mutating func readService(_ node: YAMLNode) {
        guard var fields = yaml.mapping(node, of: FleetKeys.Service.self) else { return }
        while let field = fields.next() {
            switch field.key {
            case .latency: read(field.value, as: .duration(), into: &fleet.behaviour.latency)
            case .jitter: read(field.value, as: .duration(), into: &fleet.behaviour.jitter)
            case .slowBody: read(field.value, as: .duration(), into: &fleet.behaviour.slowBody)
            case .seed: yaml.value(field.value, as: .integer(0...Int.max)).map { fleet.behaviour.seed = UInt64($0) }
            case .rates: readRates(field.value)
            case .faults: readFaults(field.value)
            case .variants: readVariants(field.value)
            }
        }
    }

    private mutating func readRates(_ node: YAMLNode) {
        guard var fields = yaml.mapping(node, of: FleetKeys.Rates.self) else { return }
        while let field = fields.next() {
            if let operation = SimulatedOperation(rawValue: field.key.rawValue) {
                fleet.behaviour.rates.perSecond[operation] = yaml.value(field.value, as: .decimal(through: 1_000_000))
            } else {
                read(field.value, as: .integer(1...1_000_000), into: &fleet.behaviour.rates.burst)
            }
        }
    }

    /// Checks that an operation has not more faults than calls.
    private mutating func readFaults(_ node: YAMLNode) {
        guard var fields = yaml.mapping(node, of: FleetKeys.Faults.self) else { return }
        while let field = fields.next() {
            guard var faults = yaml.mapping(field.value, of: FaultKind.self) else { continue }
            let operation = SimulatedOperation(rawValue: field.key.rawValue)
            while let fault = faults.next() {
                guard let share = yaml.value(fault.value, as: .percent) else { continue }
                fleet.behaviour.faults.apply(FaultRule(operation: operation, kind: fault.key, basisPoints: share))
            }
        }
        if let operation = fleet.behaviour.faults.overbookedOperation {
            yaml.report(.fault, at: node, "the faults of '\(operation.rawValue)' are more than 100% of its calls")
        }
    }

    private mutating func readVariants(_ node: YAMLNode) {
        guard var fields = yaml.mapping(node, of: FleetKeys.Variants.self) else { return }
        typealias Variants = ServiceVariants
        while let field = fields.next() {
            let value = field.value
            switch field.key {
            case .stopOnEnded: read(value, as: .keyword(Variants.StopOnEnded.self), into: &fleet.variants.stopOnEnded)
            case .deleteOnActive:
                read(value, as: .keyword(Variants.DeleteOnActive.self), into: &fleet.variants.deleteOnActive)
            case .deletion: read(value, as: .keyword(Variants.Deletion.self), into: &fleet.variants.deletion)
            case .deletionVisibleFor: read(value, as: .duration(), into: &fleet.variants.deletionVisibleFor)
            case .deletionListedFor: read(value, as: .duration(), into: &fleet.variants.deletionListedFor)
            case .timeBounds: read(value, as: .keyword(Variants.TimeBounds.self), into: &fleet.variants.timeBounds)
            case .errorCode: read(value, as: .keyword(Variants.ErrorCodePlace.self), into: &fleet.variants.errorCode)
            case .defaultPageSize: read(value, as: .integer(1...100), into: &fleet.variants.defaultPageSize)
            case .tokenLifetime: fleet.variants.tokenLifetime = yaml.value(value, as: .positiveDuration)
            }
        }
    }

    mutating func readLoops(_ node: YAMLNode) {
        guard let items = yaml.sequence(node) else { return }
        while let item = items.next() {
            if let loops = loops(in: item) { fleet.loops.append(loops) }
        }
    }

    /// Returns nil when its name or flow definition is missing, which is reported.
    private func loops(in node: YAMLNode) -> FleetLoops? {
        guard var fields = yaml.mapping(node, of: FleetKeys.Loops.self) else { return nil }
        var names: NameRange?
        var flow: String?
        var created = CreationRule.age(.seconds(3_600))
        var template = LoopTemplate(flowDefinitionARN: "")
        while let field = fields.next() {
            let value = field.value
            switch field.key {
            case .name: names = yaml.value(value, as: NameRangeGrammar())
            case .flowDefinition: flow = yaml.value(value, as: FlowDefinitionGrammar())
            case .created: read(value, as: CreationRuleGrammar(), into: &created)
            case .status:
                yaml.value(value, as: .keyword(FleetStatus.self)).map { template.status = HumanLoopStatus($0.rawValue) }
            case .workers: template.workers = end(in: value, after: FleetKeys.Workers.holdFor, .stopped)
            case .ends: template.ends = end(in: value, after: FleetKeys.Ends.after, .completed)
            case .failureCode: read(value, as: .text, into: &template.failureCode)
            case .failureReason: read(value, as: .text, into: &template.failureReason)
            case .output: template.output = yaml.value(value, as: .text)
            }
        }
        fields.require(.name, .flowDefinition)
        guard let names, let flow else { return nil }
        template.flowDefinitionARN = flow
        return FleetLoops(names: names, created: created, template: template)
    }

    /// Reads `workers` or `ends`, whose loop ends in a status unless `then` says another.
    private func end<Key: MappingKey & Equatable>(
        in node: YAMLNode,
        after: Key,
        _ status: HumanLoopStatus
    ) -> ScheduledEnd? {
        guard var fields = yaml.mapping(node, of: Key.self) else { return nil }
        var end = ScheduledEnd(after: .zero, status: status)
        while let field = fields.next() {
            if field.key == after {
                read(field.value, as: .duration(), into: &end.after)
            } else {
                yaml.value(field.value, as: .keyword(FleetEndStatus.self)).map {
                    end.status = HumanLoopStatus($0.rawValue)
                }
            }
        }
        fields.require(after)
        return end
    }
}

/// The statuses that a loop of a fleet may begin in.
enum FleetStatus: String, CaseIterable, Sendable {
    case inProgress = "InProgress"
    /// A worker holds the task of a loop that was stopped.
    case stopping = "Stopping"
    case stopped = "Stopped"
    case completed = "Completed"
    case failed = "Failed"
}

/// The statuses that a loop of a fleet may end in.
enum FleetEndStatus: String, CaseIterable, Sendable {
    case completed = "Completed"
    case stopped = "Stopped"
    case failed = "Failed"
}
