/// What has to be known of a service to find its endpoint in the configuration or by rule.
package struct AWSService: Hashable, Sendable {
    /// The table of its hosts, of which the first line that fits counts.
    private let rules: [EndpointRule]
    /// The service's key in the shared files, such as `sagemaker_a2i_runtime`.
    package let configurationKey: String
    /// The service's name in signatures, such as `sagemaker`.
    package let signingName: String

    /// Makes a service from what AWS's model of it says.
    package init(rules: [EndpointRule], configurationKey: String, signingName: String) {
        self.rules = rules
        self.configurationKey = configurationKey
        self.signingName = signingName
    }

    /// Makes a service whose hosts differ by their prefix alone, as nearly all do.
    package init(endpointPrefix: String, configurationKey: String, signingName: String) {
        self.init(
            rules: EndpointRule.regional(endpointPrefix),
            configurationKey: configurationKey,
            signingName: signingName
        )
    }

    /// The environment variable of the service's own endpoint.
    var endpointVariable: String { "AWS_ENDPOINT_URL_\(configurationKey.uppercased())" }

    /// Finds the service's endpoint by AWS's rules.
    ///
    /// - Parameters:
    ///   - parameters: what it is found by.
    ///   - partitions: the partitions there are; AWS's own by default.
    /// - Returns: where requests are sent, and what region they are signed for.
    /// - Throws: `EndpointError` when there is none for what is asked.
    package func endpoint(
        _ parameters: EndpointParameters,
        partitions: [AWSPartition] = AWSPartition.all
    ) throws(EndpointError) -> ResolvedEndpoint {
        let variant = parameters.variant
        if let custom = parameters.custom {
            guard variant == .plain else { throw .customEndpoint(variant) }
            return ResolvedEndpoint(custom)
        }
        guard let region = parameters.region else { throw .missingRegion }
        let partition = AWSPartition(region: region, among: partitions)
        guard !variant.isFIPS || partition.supportsFIPS, !variant.isDualStack || partition.supportsDualStack,
            let rule = rules.first(where: { $0.fits(parameters, region: region, partition: partition) })
        else { throw .unsupported(variant, partition: partition.name) }
        return rule.endpoint(inRegion: region, of: partition)
    }
}
