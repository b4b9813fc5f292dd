@testable import AWSCore
import AWSTestSupport
import Testing

/// How services are called, as the environment and the profile say.
@Suite
struct CallSettingsTests {
    /// The settings of a service in a region.
    private func settings(
        of service: AWSService = .sts,
        region: String = "eu-west-1",
        _ variables: [String: String] = [:]
    ) throws -> CallSettings {
        try AWSConfiguration.example(service, region: region, variables: variables).calls
    }

    @Test("nothing set is three attempts, the standard mode, and no name")
    func defaults() throws {
        var expected = CallSettings(
            endpoint: try #require(ServiceEndpoint("https://sts.eu-west-1.amazonaws.com")),
            signingRegion: "eu-west-1"
        )
        expected.maximumAttempts = 3
        expected.retryMode = .standard
        #expect(try settings() == expected)
    }

    @Test(
        "the mode of retries is read, and what is taken for another is told",
        arguments: [
            ("standard", .standard, nil), ("adaptive", .adaptive, nil), ("Adaptive", .adaptive, nil),
            (
                "legacy", .standard,
                "retry_mode 'legacy' is taken as 'standard' (environment variable AWS_RETRY_MODE)"
            ),
        ] as [(String, RetryMode, String?)]
    )
    func retryMode(text: String, mode: RetryMode, note: String?) throws {
        let settings = try settings(["AWS_RETRY_MODE": text])
        #expect(settings.retryMode == mode)
        #expect(settings.notes == [note].compactMap { $0 })
    }

    @Test("the profile says what the environment does not")
    func profile() throws {
        let row = ConfigurationCase(
            name: "",
            variables: ConfigurationCase.ready(with: ["AWS_SDK_UA_APP_ID": "a"]),
            config: "[default]\nretry_mode = adaptive\nmax_attempts = 7\nsdk_ua_app_id = b\n",
            expected: ""
        )
        let settings = try row.resolve().get().calls
        #expect(settings.retryMode == .adaptive)
        #expect(settings.maximumAttempts == 7)
        #expect(settings.applicationID == "a")
    }

    @Test(
        "STS is called in the region, also where the regions that once shared a host are to share it still",
        arguments: ["regional", "legacy"]
    )
    func regional(mode: String) throws {
        let settings = try settings(["AWS_STS_REGIONAL_ENDPOINTS": mode])
        #expect(settings.endpoint.description == "https://sts.eu-west-1.amazonaws.com")
        #expect(settings.signingRegion == "eu-west-1")
    }

    @Test(
        "each service has a variable of its own",
        arguments: [
            ("AWS_ENDPOINT_URL_STS", .sts), ("AWS_ENDPOINT_URL_SSO", .sso),
            ("AWS_ENDPOINT_URL_SSO_OIDC", .ssoOIDC), ("AWS_ENDPOINT_URL_SIGNIN", .signin),
        ] as [(String, AWSService)]
    )
    func ownVariable(variable: String, service: AWSService) throws {
        let variables = [variable: "http://own", "AWS_ENDPOINT_URL": "http://all"]
        let settings = try settings(of: service, variables)
        #expect(settings.endpoint.description == "http://own")
        #expect(settings.signingRegion == "eu-west-1")
    }
}
