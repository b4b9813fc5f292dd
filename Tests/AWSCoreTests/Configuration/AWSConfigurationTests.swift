import AWSCore
import AWSTestSupport
import Testing

/// Where settings are looked for, and what is said when they are not there.
@Suite
struct AWSConfigurationTests {
    @Test(
        "the region is found in its order",
        arguments: [
            ConfigurationCase(
                name: "profile",
                credentials: ConfigurationCase.profile,
                expected: "eu-west-1 (profile 'default')"
            ),
            ConfigurationCase(
                name: "AWS_DEFAULT_REGION",
                variables: ["AWS_DEFAULT_REGION": "us-west-2"],
                credentials: ConfigurationCase.profile,
                expected: "us-west-2 (environment variable AWS_DEFAULT_REGION)"
            ),
            ConfigurationCase(
                name: "AWS_REGION",
                variables: ["AWS_DEFAULT_REGION": "us-west-2", "AWS_REGION": "us-west-1"],
                credentials: ConfigurationCase.profile,
                expected: "us-west-1 (environment variable AWS_REGION)"
            ),
            ConfigurationCase(
                name: "given",
                variables: ConfigurationCase.ready,
                overrides: AWSOverrides(region: "ca-central-1"),
                expected: "ca-central-1 (given)"
            ),
        ]
    )
    func region(_ row: ConfigurationCase) throws {
        let found = try row.resolve().get()
        #expect("\(found.region) (\(found.regionSource))" == row.expected)
    }

    @Test(
        "the endpoint follows from the region and the kind of hosts that are wanted",
        arguments: [
            ConfigurationCase(
                name: "rule",
                variables: ConfigurationCase.ready,
                expected: "https://p.us-east-1.amazonaws.com (default)"
            ),
            ConfigurationCase(
                name: "rule in China",
                variables: ConfigurationCase.ready,
                overrides: AWSOverrides(region: "cn-north-1"),
                expected: "https://p.cn-north-1.amazonaws.com.cn (default)"
            ),
            ConfigurationCase(
                name: "FIPS",
                variables: ConfigurationCase.ready(with: ["AWS_USE_FIPS_ENDPOINT": "true"]),
                expected: "https://p-fips.us-east-1.amazonaws.com (default)"
            ),
            ConfigurationCase(
                name: "dual stack",
                variables: ConfigurationCase.ready,
                config: "[default]\nuse_dualstack_endpoint = True",
                expected: "https://p.us-east-1.api.aws (default)"
            ),
        ]
    )
    func endpoint(_ row: ConfigurationCase) throws {
        let found = try row.resolve().get()
        #expect("\(found.endpoint) (\(found.endpointSource))" == row.expected)
    }

    @Test(
        "a kind of hosts does not count beside a given endpoint, and that is told",
        arguments: [("AWS_USE_FIPS_ENDPOINT", "FIPS"), ("AWS_USE_DUALSTACK_ENDPOINT", "dual-stack")]
    )
    func givenEndpoint(_ variable: String, _ kind: String) throws {
        let found = try ConfigurationCase(
            name: "",
            variables: ConfigurationCase.ready(with: [variable: "true"]),
            overrides: AWSOverrides(endpointURL: "http://127.0.0.1:1"),
            expected: ""
        ).resolve().get()
        #expect(found.endpoint.description == "http://127.0.0.1:1")
        #expect(found.calls.remarks == ["the setting for \(kind) endpoints does not count beside a given one"])
    }

    @Test("what is doubtful or does not count is found for the doctor")
    func findings() throws {
        let variables = [
            "AWS_CONFIG_FILE": "/c", "AWS_REGION": "us-east-1a", "AWS_USE_FIPS_ENDPOINT": "true", "AWS_PROFILE": "ops",
        ]
        let findings = try ConfigurationFindings(
            AWSService(endpointPrefix: "p", configurationKey: "p", signingName: "p"),
            environment: AWSEnvironment(variables),
            files: MemoryFiles(["/c": "[ops]\noutput = json\n[profile ops]\n"]),
            overrides: AWSOverrides(endpointURL: "http://127.0.0.1:1")
        )
        #expect(findings.regionDoubt == "it is not a region but a zone in one: set the region to 'us-east-1'")
        #expect(findings.endpointRemark == "the setting for FIPS endpoints does not count beside a given one")
        #expect(findings.remarks.map { $0.hasPrefix("passed over: /c:1: '[ops]'") } == [true])
    }

    @Test("attempts are found in the environment and the profile")
    func calls() throws {
        let plain = try ConfigurationCase(name: "", variables: ConfigurationCase.ready, expected: "").resolve().get()
        #expect(plain.calls.maximumAttempts == 3)
        let config = "[default]\nmax_attempts = 5"
        let fromProfile = try ConfigurationCase(
            name: "",
            variables: ConfigurationCase.ready,
            config: config,
            expected: ""
        ).resolve().get()
        #expect(fromProfile.calls.maximumAttempts == 5)
        let variables = ConfigurationCase.ready(with: ["AWS_MAX_ATTEMPTS": "1"])
        let both = try ConfigurationCase(name: "", variables: variables, config: config, expected: "").resolve().get()
        #expect(both.calls.maximumAttempts == 1)
    }
}
