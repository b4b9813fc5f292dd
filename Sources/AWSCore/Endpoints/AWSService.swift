/// What has to be known of a service to find its endpoint in the configuration or by rule.
package struct AWSService: Hashable, Sendable {
    /// The first part of the host, such as `a2i-runtime.sagemaker`.
    package let endpointPrefix: String
    /// The service's key in the shared files, such as `sagemaker_a2i_runtime`.
    package let configurationKey: String
    /// The service's name in signatures, such as `sagemaker`.
    package let signingName: String

    /// Makes a service from what AWS's model of it says.
    package init(endpointPrefix: String, configurationKey: String, signingName: String) {
        self.endpointPrefix = endpointPrefix
        self.configurationKey = configurationKey
        self.signingName = signingName
    }

    /// The environment variable of the service's own endpoint.
    var endpointVariable: String { "AWS_ENDPOINT_URL_\(configurationKey.uppercased())" }

    /// The service's host in a region.
    func host(inRegion region: String, isFIPS: Bool, isDualStack: Bool) -> String {
        let partition = AWSPartition(region: region)
        let suffix = isDualStack ? partition.dualStackSuffix : partition.suffix
        return "\(endpointPrefix)\(isFIPS ? "-fips" : "").\(region).\(suffix)"
    }
}
