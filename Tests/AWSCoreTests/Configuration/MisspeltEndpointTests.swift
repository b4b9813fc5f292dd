@testable import AWSCore
import AWSServices
import AWSTestSupport
import Testing

/// Endpoints that were meant for the service and would not count: a rehearsal must not reach AWS.
@Suite
struct MisspeltEndpointTests {
    private static let own = "AWS_ENDPOINT_URL_SAGEMAKER_A2I_RUNTIME"

    @Test(
        "a variable that is nearly the service's, or the one for all, is refused by its name",
        arguments: [
            ("AWS_ENDPOINT_URL_SAGEMAKER_A2I_RUNTIM", own), ("AWS_ENDPOINT_URL_SAGEMAKER_A2I", own),
            ("AWS_ENDPOINT_URL_A2I_RUNTIME", own), ("AWS_ENDPOINT_URL_A2I", own),
            ("AWS_ENPOINT_URL_SAGEMAKER_A2I_RUNTIME", own),
            ("AWS_ENDPOINT_URL_SAGEMAKER-A2I-RUNTIME", own), ("AWS_ENDPOINT_URL_SAGEMAKERA2IRUNTIME", own),
            ("aws_endpoint_url_sagemaker_a2i_runtime", own), ("AWS_ENDPOINT_URL_SAGEMAKER_A21_RUNTIME", own),
            ("AWS_ENDPOINT_URL_AUGMENTED_AI_RUNTIME", own), ("AWS_A2I_ENDPOINT", own),
            ("SAGEMAKER_A2I_RUNTIME_ENDPOINT_URL", own), ("AWS_ENDPOINT_URLS", "AWS_ENDPOINT_URL"),
            ("AWS_ENDPOINT", "AWS_ENDPOINT_URL"),
            ("AWS_ENPOINT_URL", "AWS_ENDPOINT_URL"), ("AWS_ENDPOINTURL", "AWS_ENDPOINT_URL"),
            ("aws_endpoint_url", "AWS_ENDPOINT_URL"), ("AWS_ENDPOINT_URL_", "AWS_ENDPOINT_URL"),
        ]
    )
    func variables(_ name: String, _ meant: String) {
        let error = #expect(throws: AWSConfigurationError.self) { try endpoint([name: "http://x"]) }
        #expect(error?.kind == .configuration)
        #expect(
            error?.description.hasPrefix("the environment variable \(name) is not read: did you mean \(meant)?") == true
        )
    }

    @Test(
        "a variable of another service or tool is not ours",
        arguments: [
            "AWS_ENDPOINT_URL_SAGEMAKER", "AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME", "AWS_ENDPOINT_URL_S3",
            "AWS_ENDPOINT_URL_STS",
            "AWS_ENDPOINT_URL_SSO", "aws_endpoint_url_s3", "AWS_ENABLE_ENDPOINT_DISCOVERY", "AWS_ENV",
            "AWS_REGION_NAME",
            "AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME", "AWS_ENDPOINT_URL_LEX_RUNTIME_V2",
        ]
    )
    func others(_ name: String) throws {
        #expect(try endpoint([name: "http://x"]) == "https://a2i-runtime.sagemaker.us-east-1.amazonaws.com")
    }

    @Test(
        "what decides before the misspelt name, or makes it not count, is the way out",
        arguments: [[own: "http://y"], ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"]]
    )
    func wayOut(_ more: [String: String]) throws {
        let misspelt = ["AWS_ENDPOINT_URL_A2I": "http://x", "AWS_ENPOINT_URL": "http://x"]
        #expect(throws: Never.self) { try endpoint(misspelt.merging(more) { $1 }) }
        #expect(try endpoint(misspelt, given: "http://z") == "http://z")
        #expect(try endpoint(["AWS_ENPOINT_URL": "http://x", "AWS_ENDPOINT_URL": "http://y"]) == "http://y")
    }

    /// The lines of the default profile, those of the section that it names, and what is told with the line's number.
    static let lines: [(profile: String, section: String, message: String)] = [
        (
            "", "sagemaker_a2i_runtime =\nendpoint_url = u",
            "/c:7: 'endpoint_url' belongs to no service: indent it under"
        ),
        ("", "endpoint_url = u", "/c:6: 'endpoint_url' belongs to no service"),
        ("", "s3 =\n  endpoint_url = v\nsagemaker_a2i_runtime =\n\nendpoint_url = u", "/c:10: 'endpoint_url' belongs"),
        ("", "sagemaker_a2i_runtim =\n  endpoint_url = u", "/c:6: 'sagemaker_a2i_runtim' is not read: did you mean"),
        ("", "sagemaker-a2i-runtime =\n  endpoint_url = u", "/c:6: 'sagemaker-a2i-runtime' is not read: did you mean"),
        ("", "sagemaker a2i runtime =\n  endpoint_url = u", "/c:6: 'sagemaker a2i runtime' is not read: did you mean"),
        ("", "a2i =\n  endpoint_url = u", "/c:6: 'a2i' is not read: did you mean 'sagemaker_a2i_runtime'?"),
        ("", "sagemaker_a2i_runtime.endpoint_url = u", "/c:6: 'sagemaker_a2i_runtime.endpoint_url' is not read"),
        ("", "sagemaker_a2i_runtime = u", "/c:6: 'sagemaker_a2i_runtime' takes no value"),
        (
            "", "sagemaker_a2i_runtime =\n  endpoint-url = u",
            "/c:7: 'endpoint-url' is not read: did you mean 'endpoint_url'?"
        ),
        ("", "sagemaker_a2i_runtime =\n  endpoint = u", "/c:7: 'endpoint' is not read: did you mean 'endpoint_url'?"),
        ("endpoint-url = u", "", "/c:4: 'endpoint-url' is not read: did you mean 'endpoint_url'?"),
        ("service = own", "", "/c:4: 'service' is not read: did you mean 'services'?"),
        (
            "sagemaker_a2i_runtime =\n  endpoint_url = u", "",
            "/c:5: 'endpoint_url' of 'sagemaker_a2i_runtime' stands in a profile"
        ),
    ]

    @Test("a line that is no setting of the service is refused by its place", arguments: lines)
    func sections(_ row: (profile: String, section: String, message: String)) {
        let error = #expect(throws: AWSConfigurationError.self) {
            try endpoint([:], "[default]\n\nservices = own\n\(row.profile)\n[services own]\n\(row.section)")
        }
        #expect(error?.description.hasPrefix(row.message) == true, "\(String(describing: error))")
    }

    @Test(
        "lines about other services are not ours",
        arguments: [
            "s3 =\nendpoint_url = u", "sagemaker =\n  endpoint_url = u",
            "s3 = \n  endpoint-url = u\nsagemaker_runtime =\n  x = y",
        ]
    )
    func otherServices(_ section: String) throws {
        let text = "[default]\nservices = own\n[services own]\n\(section)"
        #expect(try endpoint([:], text) == "https://a2i-runtime.sagemaker.us-east-1.amazonaws.com")
    }

    /// Finds the endpoint of A2I.
    private func endpoint(
        _ variables: [String: String],
        _ config: String = "",
        given: String? = nil
    ) throws(AWSConfigurationError) -> String {
        let common = ["AWS_CONFIG_FILE": "/c", "AWS_REGION": "us-east-1"]
        return try AWSConfiguration.resolve(
            .a2iRuntime,
            environment: AWSEnvironment(variables.merging(common) { $1 }),
            files: MemoryFiles(["/c": config]),
            overrides: AWSOverrides(endpointURL: given)
        ).endpoint.description
    }
}
