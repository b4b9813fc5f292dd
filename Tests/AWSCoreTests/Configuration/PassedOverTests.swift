@testable import AWSCore
import AWSTestSupport
import Testing

/// Sections that cannot be read, and settings that would be lost in silence.
@Suite
struct PassedOverTests {
    /// The files and the profile that is asked for, and what is told of it.
    static let rows: [(config: String, credentials: String, profile: String?, message: String)] = [
        (
            "[profile my ops]", "", "my ops",
            "there is no profile 'my ops' in the AWS configuration (given); "
                + "passed over: /c:1: '[profile my ops]' has no name that can be read: write [profile \"my ops\"]"
        ),
        (
            "# x\n[ops]", "", "ops",
            "there is no profile 'ops' in the AWS configuration (given); passed over: /c:2: '[ops]' is none of "
                + "[default], [profile NAME], [sso-session NAME] and [services NAME]: for a profile write [profile ops]"
        ),
        (
            "[a]\n[b]\n[profile]\n[d]", "", "x",
            "there is no profile 'x' in the AWS configuration (given); passed over: /c:1: '[a]' is none of "
                + "[default], [profile NAME], [sso-session NAME] and [services NAME]: for a profile write [profile a], "
                + "/c:2: '[b]' is none of [default], [profile NAME], [sso-session NAME] and [services NAME]: for a "
                + "profile write [profile b], /c:3: '[profile]' has no name: write [profile NAME] and 1 more"
        ),
        (
            "", "[profile ops]", "ops",
            "there is no profile 'ops' in the AWS configuration (given); the credentials file has '[profile ops]', "
                + "which counts there as 'profile ops': write [ops]"
        ),
        (
            "[default]\noutput = json\n  [profile ops]\n  region = x", "", "ops",
            "there is no profile 'ops' in the AWS configuration (given); passed over: /c:3: '[profile ops]' is indented, "
                + "so it continues 'output': indent it less"
        ),
        (
            "[default]\noutput = json\n  endpoint_url = http://x", "", nil,
            "/c:3: 'endpoint_url' is indented, so it continues the value of 'output': indent it as 'output'"
        ),
        (
            "[default]\noutput =\n  endpoint_url = http://x", "", nil,
            "/c:3: 'endpoint_url' is indented, so it continues the value of 'output': indent it as 'output'"
        ),
        (
            "[profile ops]", "", "'ops'",
            "there is no profile ''ops'' in the AWS configuration (given); the quotation marks are a part of it: write ops"
        ),
        (
            "[ops]\nendpoint_url = http://x", "[ops]\nregion = x", "ops",
            "profile 'ops' was passed over: /c:1: '[ops]' is none of [default], [profile NAME], [sso-session NAME] and "
                + "[services NAME]: for a profile write [profile ops]"
        ),
        (
            "[Default]\nservices = x", "[default]", nil,
            "profile 'default' was passed over: /c:1: '[Default]' is none of [default], [profile NAME], "
                + "[sso-session NAME] and [services NAME]: for a profile write [default]"
        ),
    ]

    @Test("a profile that was passed over is named with its line", arguments: rows)
    func messages(_ row: (config: String, credentials: String, profile: String?, message: String)) {
        let error = #expect(throws: AWSConfigurationError.self) {
            try sources(row.config, row.credentials, row.profile)
        }
        #expect(error?.description == row.message)
    }

    @Test("a section that does not matter is a remark")
    func remarks() throws {
        let sources = try sources("[ops]\nregion = x\n[other]", "[ops]\nregion = y", "ops")
        #expect(sources.profile == ["region": "y"])
        #expect(sources.remarks.count == 1)
        #expect(sources.remarks[0].hasPrefix("passed over: /c:1: '[ops]' is none of"))
    }

    @Test(
        "where credentials were meant, no other identity takes their place in silence",
        arguments: [
            ("[Default]\naws_access_key_id = A", ""), ("[defualt]", ""), ("['default']", ""), ("", "[Default]"),
            ("[profile ops]\nrole_arn = r\nsource_profile = my base\n[profile my base]", ""),
        ]
    )
    func identity(_ config: String, _ credentials: String) throws {
        let files = MemoryFiles(["/c": config, "/k": credentials])
        var variables = Self.files
        variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://127.0.0.1:1/"
        if config.contains("ops") { variables["AWS_PROFILE"] = "ops" }
        let context = try FetchingWorld().context()
        let settings = try ConfigurationSources(
            environment: AWSEnvironment(variables),
            files: files,
            overrides: AWSOverrides()
        )
        let error = #expect(throws: CredentialError.self) {
            try ProfileCredentials(CredentialContext(settings: settings, tools: context.tools))
        }
        #expect(error?.kind == .configuration)
        if !config.isEmpty { #expect(error?.description.contains("passed over: /c:") == true) }
    }

    @Test("a services section and a session that were passed over are named")
    func sections() throws {
        let sources = try sources("[default]\nservices = my own\n[services my own]", "", nil)
        let error = #expect(throws: AWSConfigurationError.self) {
            try sources.endpoint(of: .sts, region: "us-east-1")
        }
        let words = "passed over: /c:3: '[services my own]' has no name that can be read: write [services \"my own\"]"
        #expect(error?.description.hasSuffix(words) == true)
    }

    private static let files = ["AWS_CONFIG_FILE": "/c", "AWS_SHARED_CREDENTIALS_FILE": "/k"]

    private func sources(_ config: String, _ credentials: String, _ profile: String?) throws -> ConfigurationSources {
        try ConfigurationSources(
            environment: AWSEnvironment(Self.files),
            files: MemoryFiles(["/c": config, "/k": credentials]),
            overrides: AWSOverrides(profile: profile)
        )
    }
}
