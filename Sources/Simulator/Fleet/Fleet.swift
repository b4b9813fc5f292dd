package import AWSSigning
package import HumanLoops

/// A service to simulate, with its loops: what a fleet file says.
package struct Fleet: Sendable, Hashable {
    /// The twelve digits of the account; `123456789012` by default.
    package var account = "123456789012"
    /// The region; `us-east-1` by default.
    package var region = "us-east-1"
    /// The keys that requests have to be signed with; nil, the default, lets every request in.
    package var credentials: AWSCredentials?
    /// How long the session of the credentials lasts from the start; nil, the default, for ever.
    package var credentialsExpireAfter: Duration?
    /// How quick and reliable the service is.
    package var behaviour = ServiceBehaviour()
    /// How the service behaves where its documentation does not say.
    package var variants = ServiceVariants()
    /// The loops.
    package var loops: [FleetLoops] = []

    /// Makes a fleet without loops.
    package init() {}

    /// Makes the service; ages and the ends of loops count from the given moment.
    package func service(startingAt moment: Timestamp) -> SimulatedService {
        var account = SimulatedAccount(id: account, region: region, variants: variants)
        for loops in loops {
            var template = loops.template
            template.flowDefinitionARN = arn(ofFlowDefinition: template.flowDefinitionARN)
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

    /// The ARN of a flow definition that is given by ARN or by name.
    private func arn(ofFlowDefinition reference: String) -> String {
        if reference.hasPrefix("arn:") { return reference }
        return "arn:aws:sagemaker:\(region):\(account):flow-definition/\(reference)"
    }
}
