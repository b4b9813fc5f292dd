import AWSCore
import AWSTestSupport
import Testing

/// What is said when a configuration cannot be used, and under which exit code.
@Suite
struct AWSConfigurationErrorTests {
    /// A half or nothing of what a profile needs, and the kinds of credentials that are not supported yet.
    static let unusableCredentials: [ConfigurationCase] =
        [
            ConfigurationCase(
                name: "none",
                variables: ["AWS_REGION": "us-east-1"],
                expected: "no AWS credentials: neither the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) "
                    + "nor profile 'default' has any"
            ),
            ConfigurationCase(
                name: "half in the environment",
                variables: ["AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "a"],
                credentials: ConfigurationCase.profile,
                expected: "AWS_SECRET_ACCESS_KEY is missing beside AWS_ACCESS_KEY_ID"
            ),
            ConfigurationCase(
                name: "half in the profile",
                variables: ["AWS_REGION": "us-east-1"],
                credentials: "[default]\naws_secret_access_key = s",
                expected: "aws_access_key_id is missing beside aws_secret_access_key (profile 'default')"
            ),
            ConfigurationCase(
                name: "a line break in a key",
                variables: ["AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "a\nb", "AWS_SECRET_ACCESS_KEY": "s"],
                expected: "the AWS keys hold characters that keys never hold"
            ),
            ConfigurationCase(
                name: "container",
                variables: ["AWS_REGION": "us-east-1", "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://x"],
                expected: "not supported yet: AWS_CONTAINER_CREDENTIALS_FULL_URI; "
                    + "export credentials with `aws configure export-credentials --format env`"
            ),
        ]
        + [
            "role_arn", "web_identity_token_file", "sso_session", "sso_start_url", "login_session",
            "credential_process",
        ].map {
            ConfigurationCase(
                name: $0,
                config: "[profile a]\nregion = us-east-1\naws_access_key_id = A\naws_secret_access_key = s\n\($0) = x",
                overrides: AWSOverrides(profile: "a"),
                expected: "not supported yet: '\($0)' of profile 'a'; "
                    + "export credentials with `aws configure export-credentials --profile a --format env`"
            )
        }

    @Test("credentials that cannot be used end in exit code 77", arguments: unusableCredentials)
    func credentials(_ row: ConfigurationCase) {
        expect(.credentials, row)
    }

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
                expected: "'localhost:1' cannot be an endpoint"
            ),
            ConfigurationCase(
                name: "switch",
                variables: ConfigurationCase.ready(with: ["AWS_USE_FIPS_ENDPOINT": "yes"]),
                expected: "use_fips_endpoint is neither 'true' nor 'false': 'yes' "
                    + "(environment variable AWS_USE_FIPS_ENDPOINT)"
            ),
            ConfigurationCase(
                name: "FIPS and an endpoint",
                variables: ConfigurationCase.ready(with: ["AWS_USE_FIPS_ENDPOINT": "true"]),
                overrides: AWSOverrides(endpointURL: "https://x"),
                expected: "FIPS endpoints and the endpoint 'https://x' exclude each other"
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
                expected: "dual-stack endpoints and the endpoint 'https://x' exclude each other"
            ),
            ConfigurationCase(
                name: "attempts",
                variables: ConfigurationCase.ready(with: ["AWS_MAX_ATTEMPTS": "0"]),
                expected: "max_attempts is no whole number of 1 or more: '0' (environment variable AWS_MAX_ATTEMPTS)"
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
                    "'https://' cannot be an endpoint: 'https://host', a port and a path are allowed, no user and no query (given)"
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
