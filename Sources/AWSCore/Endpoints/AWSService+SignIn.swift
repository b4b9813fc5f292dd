extension AWSService {
    /// Security Token Service: gives out the keys of roles, and says who someone is.
    package static let sts = AWSService(
        rules: [
            EndpointRule(
                .plain,
                regions: regionsOnceGlobal,
                isForGlobalEndpointOnly: true,
                host: "sts.amazonaws.com",
                isGlobal: true
            ),
            EndpointRule(.plain, regions: ["aws-global"], host: "sts.amazonaws.com", isGlobal: true),
            EndpointRule(.fips, partition: "aws-us-gov", host: "sts.{region}.amazonaws.com"),
        ] + EndpointRule.regional("sts"),
        configurationKey: "sts",
        signingName: "sts"
    )

    /// The portal of IAM Identity Center: gives out the keys of those who are signed in.
    package static let sso = AWSService(
        rules: [EndpointRule(.fips, partition: "aws-us-gov", host: "portal.sso.{region}.amazonaws.com")]
            + EndpointRule.regional("portal.sso"),
        configurationKey: "sso",
        signingName: "awsssoportal"
    )

    /// The token service of IAM Identity Center: keeps someone signed in.
    package static let ssoOIDC = AWSService(
        rules: [EndpointRule(.fips, partition: "aws-us-gov", host: "oidc.{region}.amazonaws.com")]
            + EndpointRule.regional("oidc"),
        configurationKey: "sso_oidc",
        signingName: "sso-oauth"
    )

    /// The token service of `aws login`, which stands under the domains of the console.
    package static let signin = AWSService(
        rules: [
            EndpointRule(.plain, partition: "aws", host: "{region}.signin.aws.amazon.com"),
            EndpointRule(.plain, partition: "aws-cn", host: "{region}.signin.amazonaws.cn"),
            EndpointRule(.plain, partition: "aws-us-gov", host: "{region}.signin.amazonaws-us-gov.com"),
            EndpointRule(.plain, partition: "aws-iso", host: "{region}.signin.c2shome.ic.gov"),
            EndpointRule(.plain, partition: "aws-iso-b", host: "{region}.signin.sc2shome.sgov.gov"),
            EndpointRule(.plain, partition: "aws-iso-f", host: "{region}.signin.csphome.hci.ic.gov"),
            EndpointRule(.plain, partition: "aws-iso-e", host: "{region}.signin.csphome.adc-e.uk"),
            EndpointRule(.plain, partition: "aws-eusc", host: "{region}.signin.amazonaws-eusc.eu"),
            EndpointRule(.fips, regions: ["us-gov-west-1"], host: "signin-fips.amazonaws-us-gov.com"),
            EndpointRule(.fips, partition: "aws-us-gov", host: "{region}.signin-fips.amazonaws-us-gov.com"),
        ] + EndpointRule.regional("signin"),
        configurationKey: "signin",
        signingName: "signin"
    )

    /// The regions that were there when all of STS had one host.
    private static let regionsOnceGlobal: Set<String> = [
        "ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "aws-global", "ca-central-1",
        "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2",
        "us-west-1", "us-west-2",
    ]
}
