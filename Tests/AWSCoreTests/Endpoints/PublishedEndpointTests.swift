import AWSServices
@testable import AWSCore
import TestSupport
import Testing

/// Our tables of hosts against the cases that AWS publishes with its own.
///
/// The suite is skipped where the folder of the vectors is absent.
@Suite(.enabled(if: ConformanceData.root != nil))
struct PublishedEndpointTests {
    /// A service, with the number of its cases.
    struct Published: Sendable, CustomTestStringConvertible {
        /// The name of its file.
        var name: String
        /// The service.
        var service: AWSService
        /// How many cases there are.
        var count: Int

        /// The name of its file.
        var testDescription: String { name }
        /// The cases.
        var cases: [EndpointCase] { EndpointCase.all("endpoint-tests/\(name).endpoint-tests-1.json") }
    }

    /// The services that are called.
    static let published = [
        Published(name: "sagemaker-a2i-runtime", service: .a2iRuntime, count: 21),
        Published(name: "sts", service: .sts, count: 69),
        Published(name: "sso", service: .sso, count: 40),
        Published(name: "sso-oidc", service: .ssoOIDC, count: 40),
        Published(name: "signin", service: .signin, count: 22),
    ]

    /// What AWS's words for an error are in ours; the last of them is said of one operation only, which is not called.
    static let errors: [String: EndpointError] = [
        "Invalid Configuration: FIPS and custom endpoint are not supported": .customEndpoint(.fips),
        "Invalid Configuration: Dualstack and custom endpoint are not supported": .customEndpoint(.dualStack),
    ]

    /// AWS's words for a region that is missing, which is an error of the configuration here: no endpoint is asked for then.
    static let missingRegion = [
        "Invalid Configuration: Missing Region", "Region must be set to resolve a valid endpoint",
    ]

    /// The cases that count: the host that all regions of STS once shared is used by no one who does not ask for it, and
    /// not here.
    static let counted = published.flatMap { published in
        published.cases.filter { $0.params?.UseGlobalEndpoint != true }.map { (published.service, $0) }
    }

    @Test("no case has gone missing")
    func count() {
        for service in Self.published { #expect(service.cases.count == service.count) }
        #expect(Self.published.map(\.count).reduce(0, +) - Self.counted.count == 18)
    }

    @Test("every case of a service has its host, its signing region or its error", arguments: counted)
    func cases(_ service: AWSService, _ aCase: EndpointCase) throws {
        try check(aCase, of: Self.service(service, in: aCase))
    }

    @Test("a region stands in the host, and without one there is none")
    func region() throws {
        let cases = EndpointCase.all("rules-engine/aws-region.test-cases.json")
        #expect(cases.count == 2)
        let rules = [EndpointRule(host: "{region}.amazonaws.com")]
        let service = AWSService(rules: rules, configurationKey: "x", signingName: "serviceName")
        for aCase in cases { try check(aCase, of: service) }
    }

    @Test("a region's partition decides on the host, also where the region is not known")
    func partitions() throws {
        let cases = EndpointCase.all("rules-engine/partition-fn.test-cases.json")
        #expect(cases.count == 5)
        let rules = AWSPartition.all.map { partition in
            let name = partition == .standard ? "aws-partition" : partition.name
            return EndpointRule(partition: partition.name, host: "\(name).{region}.{suffix}")
        }
        let service = AWSService(rules: rules, configurationKey: "x", signingName: "serviceName")
        for aCase in cases {
            try check(aCase, of: service)
            let partition = AWSPartition(region: try #require(aCase.params?.Region))
            #expect(partition.suffix == aCase.expect.endpoint?.properties?.meta?.baseSuffix)
            #expect(partition.dualStackSuffix == aCase.expect.endpoint?.properties?.meta?.dualStackSuffix)
        }
    }

    /// The service that a case is about: sign-in has operations with hosts of their own, which are not called here.
    private static func service(_ service: AWSService, in aCase: EndpointCase) -> AWSService {
        if aCase.params?.IsControlPlane == true { return .signinControlPlane }
        if aCase.params?.IsOAuthEndpoint == true { return .signinOAuth }
        return service
    }

    /// Compares what a service's table gives with what a case wants.
    private func check(_ aCase: EndpointCase, of service: AWSService) throws {
        if let words = aCase.expect.error, aCase.params?.Region == nil, aCase.params?.Endpoint == nil {
            #expect(Self.missingRegion.contains(words))
            return
        }
        let found = Result { () throws(EndpointError) in try service.endpoint(aCase.parameters) }
        guard let wanted = aCase.expect.endpoint else {
            let error = #expect(throws: EndpointError.self, "\(aCase.testDescription)") { try found.get() }
            let words = try #require(aCase.expect.error)
            if let known = Self.errors[words] {
                #expect(error == known)
            } else {
                #expect(words.hasPrefix("FIPS endpoints are not supported for OAuth operations"))
            }
            return
        }
        let endpoint = try found.get()
        #expect(endpoint.endpoint.description == wanted.url)
        guard let scheme = wanted.properties?.authSchemes?.first else {
            #expect(endpoint.signingRegion == nil)
            return
        }
        #expect(endpoint.signingRegion ?? aCase.params?.Region == scheme.signingRegion)
        #expect(service.signingName == scheme.signingName)
    }
}

extension AWSService {
    /// The operations of sign-in that belong to the console.
    fileprivate static let signinControlPlane = AWSService(
        rules: [EndpointRule(host: "signin.{region}.{dualStackSuffix}")],
        configurationKey: "signin",
        signingName: "signin"
    )
    /// The other token endpoint of sign-in, which has no FIPS hosts.
    fileprivate static let signinOAuth = AWSService(
        rules: [
            EndpointRule(variant: .plain, partition: "aws", host: "{region}.oauth.signin.aws"),
            EndpointRule(variant: .dualStack, partition: "aws", host: "{region}.oauth.signin.aws"),
        ],
        configurationKey: "signin",
        signingName: "signin"
    )
}
