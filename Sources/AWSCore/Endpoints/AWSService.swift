/// What has to be known of a service to find its endpoint in the configuration or by rule.
package struct AWSService: Hashable, Sendable {
    /// The first line that fits counts.
    let rules: [EndpointRule]
    /// In the shared files, such as `sagemaker_a2i_runtime`.
    package let configurationKey: String
    /// In signatures, such as `sagemaker`.
    package let signingName: String

    var endpointVariable: String { "AWS_ENDPOINT_URL_\(configurationKey.uppercased())" }

    /// Finds where requests are sent and what region they are signed for; throws when there is no such endpoint.
    func endpoint(
        _ parameters: EndpointParameters,
        partitions: [AWSPartition] = AWSPartition.all
    ) throws(EndpointError) -> ResolvedEndpoint {
        let variant = parameters.variant
        if let custom = parameters.custom {
            guard variant == .plain else { throw .customEndpoint(variant) }
            return ResolvedEndpoint(endpoint: custom)
        }
        let partition = AWSPartition(region: parameters.region, among: partitions)
        guard !variant.isFIPS || partition.supportsFIPS, !variant.isDualStack || partition.supportsDualStack,
            let rule = rules.first(where: { $0.fits(parameters, partition: partition) })
        else { throw .unsupported(variant, partition: partition.name) }
        return rule.endpoint(inRegion: parameters.region, of: partition)
    }
}

extension AWSService {
    /// Makes a service whose hosts differ by their prefix alone, as nearly all do.
    package init(endpointPrefix: String, configurationKey: String, signingName: String) {
        self.init(
            rules: EndpointRule.regional(endpointPrefix),
            configurationKey: configurationKey,
            signingName: signingName
        )
    }

    /// Security Token Service: gives out the keys of roles, and says who someone is.
    package static let sts = AWSService(
        rules: [
            EndpointRule(variant: .plain, regions: ["aws-global"], host: "sts.amazonaws.com", isGlobal: true),
            EndpointRule(variant: .fips, partition: "aws-us-gov", host: "sts.{region}.amazonaws.com"),
        ] + EndpointRule.regional("sts"),
        configurationKey: "sts",
        signingName: "sts"
    )

    /// The portal of IAM Identity Center: gives out the keys of those who are signed in.
    package static let sso = AWSService(
        rules: [EndpointRule(variant: .fips, partition: "aws-us-gov", host: "portal.sso.{region}.amazonaws.com")]
            + EndpointRule.regional("portal.sso"),
        configurationKey: "sso",
        signingName: "awsssoportal"
    )

    /// The token service of IAM Identity Center: keeps someone signed in.
    package static let ssoOIDC = AWSService(
        rules: [EndpointRule(variant: .fips, partition: "aws-us-gov", host: "oidc.{region}.amazonaws.com")]
            + EndpointRule.regional("oidc"),
        configurationKey: "sso_oidc",
        signingName: "sso-oauth"
    )

    /// The token service of `aws login`, which stands under the domains of the console.
    package static let signin = AWSService(
        rules: [
            EndpointRule(variant: .plain, partition: "aws", host: "{region}.signin.aws.amazon.com"),
            EndpointRule(variant: .plain, partition: "aws-cn", host: "{region}.signin.amazonaws.cn"),
            EndpointRule(variant: .plain, partition: "aws-us-gov", host: "{region}.signin.amazonaws-us-gov.com"),
            EndpointRule(variant: .plain, partition: "aws-iso", host: "{region}.signin.c2shome.ic.gov"),
            EndpointRule(variant: .plain, partition: "aws-iso-b", host: "{region}.signin.sc2shome.sgov.gov"),
            EndpointRule(variant: .plain, partition: "aws-iso-f", host: "{region}.signin.csphome.hci.ic.gov"),
            EndpointRule(variant: .plain, partition: "aws-iso-e", host: "{region}.signin.csphome.adc-e.uk"),
            EndpointRule(variant: .plain, partition: "aws-eusc", host: "{region}.signin.amazonaws-eusc.eu"),
            EndpointRule(variant: .fips, regions: ["us-gov-west-1"], host: "signin-fips.amazonaws-us-gov.com"),
            EndpointRule(variant: .fips, partition: "aws-us-gov", host: "{region}.signin-fips.amazonaws-us-gov.com"),
        ] + EndpointRule.regional("signin"),
        configurationKey: "signin",
        signingName: "signin"
    )
}
