import AWSCore
import AWSTestSupport
import Testing

/// What is said when a configuration cannot be used, and under which exit code.
@Suite
struct AWSConfigurationErrorTests {
    @Test(
        "what the environment or a file says amiss ends in exit code 78",
        arguments: [
            ConfigurationCase(
                name: "no region",
                expected: "no region is set: use --region, AWS_REGION or 'region' in profile 'default'"
            ),
            ConfigurationCase(
                name: "region",
                variables: ["AWS_REGION": "us east"],
                expected: "'us east' cannot be a region (environment variable AWS_REGION)"
            ),
            ConfigurationCase(
                name: "host in the region",
                variables: ["AWS_REGION": "x.evil.com/"],
                expected: "'x.evil.com/' cannot be a region"
            ),
            ConfigurationCase(name: "hyphen", variables: ["AWS_REGION": "-x"], expected: "'-x' cannot be a region"),
            ConfigurationCase(
                name: "unknown profile",
                variables: ConfigurationCase.ready(with: ["AWS_PROFILE": "prod"]),
                config: "[profile prd]\n[profile other]",
                expected: "there is no profile 'prod' in the AWS configuration "
                    + "(environment variable AWS_PROFILE); did you mean 'prd'?"
            ),
            ConfigurationCase(
                name: "endpoint",
                variables: ConfigurationCase.ready(with: ["AWS_ENDPOINT_URL": "localhost:1"]),
                expected: "'localhost:1' cannot be an endpoint: did you mean 'http://localhost:1'? "
                    + "(environment variable AWS_ENDPOINT_URL)"
            ),
            ConfigurationCase(
                name: "switch",
                variables: ConfigurationCase.ready(with: ["AWS_USE_FIPS_ENDPOINT": "yes"]),
                expected: "use_fips_endpoint is neither 'true' nor 'false': 'yes' "
                    + "(environment variable AWS_USE_FIPS_ENDPOINT)"
            ),
            ConfigurationCase(
                name: "FIPS and an endpoint",
                variables: ConfigurationCase.ready(with: [
                    "AWS_USE_FIPS_ENDPOINT": "true", "AWS_ENDPOINT_URL": "https://x",
                ]),
                expected: "FIPS endpoints and the endpoint 'https://x' are mutually exclusive"
            ),
            ConfigurationCase(
                name: "retry mode",
                variables: ConfigurationCase.ready(with: ["AWS_RETRY_MODE": "eager"]),
                expected: "retry_mode is none of 'standard', 'adaptive' and 'legacy': 'eager' "
                    + "(environment variable AWS_RETRY_MODE)"
            ),
            ConfigurationCase(
                name: "dual stack and an endpoint",
                variables: ConfigurationCase.ready(with: ["AWS_ENDPOINT_URL": "https://x"]),
                config: "[default]\nuse_dualstack_endpoint = true",
                expected: "dual-stack endpoints and the endpoint 'https://x' are mutually exclusive"
            ),
            ConfigurationCase(
                name: "attempts",
                variables: ConfigurationCase.ready(with: ["AWS_MAX_ATTEMPTS": "0"]),
                expected: "max_attempts is not a whole number of 1 or more: '0' (environment variable AWS_MAX_ATTEMPTS)"
            ),
            ConfigurationCase(
                name: "file",
                config: "x = 1",
                expected: "/h/.aws/config:1: expected a profile definition"
            ),
        ]
    )
    func configuration(_ row: ConfigurationCase) {
        expect(.configuration, row)
    }

    @Test(
        "what the caller says amiss ends in exit code 64",
        arguments: [
            ConfigurationCase(
                name: "region",
                variables: ConfigurationCase.ready,
                overrides: AWSOverrides(region: "us_east"),
                expected: "'us_east' cannot be a region (given)"
            ),
            ConfigurationCase(
                name: "endpoint",
                variables: ConfigurationCase.ready,
                overrides: AWSOverrides(endpointURL: "https://"),
                expected:
                    "'https://' cannot be an endpoint: 'https://host', a port and a path are allowed, no user and no query (--endpoint-url)"
            ),
            ConfigurationCase(
                name: "profile",
                variables: ConfigurationCase.ready,
                overrides: AWSOverrides(profile: "nowhere"),
                expected: "there is no profile 'nowhere' in the AWS configuration (given)"
            ),
        ]
    )
    func usage(_ row: ConfigurationCase) {
        expect(.usage, row)
    }

    @Test("a file that is there and cannot be read is no empty file")
    func unreadable() {
        let expected = AWSConfigurationError(.configuration, "'/c' cannot be read: permission denied")
        #expect(throws: expected) {
            try AWSConfiguration.resolve(
                AWSService(endpointPrefix: "p", configurationKey: "p", signingName: "p"),
                environment: AWSEnvironment(["AWS_CONFIG_FILE": "/c"]),
                files: MemoryFiles(["/c": nil])
            )
        }
    }

    /// Expects the trouble of a kind whose message begins as the row says.
    private func expect(_ kind: AWSConfigurationError.Kind, _ row: ConfigurationCase) {
        guard case .failure(let error) = row.resolve() else {
            Issue.record("the configuration was accepted")
            return
        }
        #expect(error.kind == kind)
        #expect(error.description.hasPrefix(row.expected), "\(error)")
        #expect(!error.description.contains("\n"))
    }
}
