package import AWSSigning
import CleanupManifest
package import HumanLoops
package import YAML

/// A service to simulate, with its loops: what a fleet file says.
package struct Fleet: Sendable, Hashable {
    package var account = "123456789012"
    package var region = "us-east-1"
    /// The keys that requests have to be signed with; nil, the default, lets every request in.
    package var credentials: AWSCredentials?
    /// How long the session of the credentials lasts from the start; nil, the default, for ever.
    package var credentialsExpireAfter: Duration?
    package var behaviour = ServiceBehaviour()
    package var variants = ServiceVariants()
    package var loops: [FleetLoops] = []

    /// Makes the service; ages and the ends of loops count from the given moment.
    package func service(startingAt moment: Timestamp) -> SimulatedService {
        var account = SimulatedAccount(id: account, region: region, variants: variants)
        for loops in loops {
            var template = loops.template
            let flow = template.flowDefinitionARN
            if !flow.hasPrefix("arn:") {
                template.flowDefinitionARN = "arn:aws:sagemaker:\(region):\(self.account):flow-definition/\(flow)"
            }
            account.add(
                loops.names.names,
                following: template,
                created: loops.created.moment(start: moment),
                at: moment
            )
        }
        return SimulatedService(account: account, behaviour: behaviour)
    }

    /// Makes the configuration of a simulator that starts at the given moment; where it listens is the default.
    package func configuration(startingAt moment: Timestamp) -> SimulatorConfiguration {
        var configuration = SimulatorConfiguration()
        configuration.credentials = credentials
        configuration.credentialsExpiration = credentialsExpireAfter.map { moment + $0 }
        return configuration
    }
}

/// One item of a fleet's `loops`: loops that are alike.
package struct FleetLoops: Sendable, Hashable {
    package var names: NameRange
    /// When the first of them was started, each next one a millisecond later; an hour before the start by default.
    package var created: CreationRule
    /// What they have in common; its flow definition may be a short name.
    package var template: LoopTemplate
}

/// When simulated loops were started: so long before the simulation began, or at a moment.
package enum CreationRule: Sendable, Hashable {
    case age(Duration)
    case at(Timestamp)

    func moment(start: Timestamp) -> Timestamp {
        switch self {
        case .age(let age): start - age
        case .at(let moment): moment
        }
    }
}

/// An age such as `2h`, or a moment such as `2026-11-22T10:00:00Z`.
package struct CreationRuleGrammar: ValueGrammar {
    package func value(of text: String) throws(ValueViolation) -> CreationRule {
        if let moment = Timestamp(rfc3339: text) { return .at(moment) }
        if let age = try? Duration(durationText: text) { return .age(age) }
        throw ValueViolation(
            .timestamp,
            expected: "an age such as 2h or a time such as 2026-11-22T10:00:00Z",
            text: text
        )
    }
}

/// A flow definition by its ARN, or by its name in the fleet's own account and region.
package struct FlowDefinitionGrammar: ValueGrammar {
    /// It stays as it is written until the account and region are known.
    package func value(of text: String) throws(ValueViolation) -> String {
        if text.hasPrefix("arn:") {
            return try ResourceNameGrammar.arn(of: .flowDefinition).value(of: text).description
        }
        return try LabelGrammar.label("a flow definition such as invoice-review, or its ARN").value(of: text)
    }
}
