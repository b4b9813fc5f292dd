import YAML

extension FleetDecoder {
    /// Reads `service`.
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

    /// Reads `rates`.
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

    /// Reads `faults`, and checks that an operation has not more faults than calls.
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

    /// Reads `variants`.
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
}
