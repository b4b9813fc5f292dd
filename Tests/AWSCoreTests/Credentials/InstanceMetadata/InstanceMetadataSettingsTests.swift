@testable import AWSCore
import AWSTestSupport
import TestSupport
import Testing

/// Finding the metadata service of an instance.
@Suite
struct InstanceMetadataSettingsTests {
    @Test("no case has gone missing", .enabled(if: ConformanceData.root != nil))
    func count() {
        #expect(InstanceMetadataCase.all.count == 14)
    }

    @Test(
        "the service is asked where it is published to be, or refused as published",
        .enabled(if: ConformanceData.root != nil),
        arguments: InstanceMetadataCase.all
    )
    func published(_ aCase: InstanceMetadataCase) async throws {
        // What the caller of that tool gives comes before all else, as the environment does here.
        var variables = aCase.env
        if let endpoint = aCase.endpoint_override { variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = endpoint }
        if let mode = aCase.mode_override { variables["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"] = mode }
        let world = FetchingWorld([.answer(404)], files: MemoryFiles(aCase.fs.mapValues { $0 }))
        let context = try world.context(variables)
        do throws(CredentialError) {
            _ = await world.result(of: try InstanceMetadataCredentials(context))
            #expect(world.lines == aCase.result.Ok.map { ["PUT \($0)"] })
        } catch {
            #expect(error.kind == .configuration)
            // The messages are ours; the value that they quote is the published one.
            let quoted = aCase.result.Err?.split(separator: "`" as Character).first ?? ""
            let value = quoted == "invalid uri character" ? "not a uri" : quoted
            #expect(!value.isEmpty && error.description.contains("'\(value)'"))
        }
    }

    /// A row: the environment, the profile, and the patience that comes of them.
    struct Patience: Sendable {
        /// The environment.
        var environment: [String: String] = [:]
        /// The properties of the profile.
        var profile: [String: String] = [:]
        /// The longest time for one attempt.
        var timeout: Duration
        /// How often each question is asked.
        var attempts: Int?
    }

    @Test(
        "patience is a second unless the environment or the profile says more",
        arguments: [
            Patience(timeout: .seconds(1)),
            Patience(environment: ["AWS_METADATA_SERVICE_TIMEOUT": "2.5"], timeout: .milliseconds(2_500)),
            Patience(environment: ["AWS_METADATA_SERVICE_NUM_ATTEMPTS": "3"], timeout: .seconds(1), attempts: 3),
            Patience(
                environment: ["AWS_METADATA_SERVICE_TIMEOUT": "5"],
                profile: ["metadata_service_timeout": "9", "metadata_service_num_attempts": "2"],
                timeout: .seconds(5),
                attempts: 2
            ),
        ]
    )
    func patience(_ row: Patience) throws {
        let settings = try InstanceMetadataSettings(AWSEnvironment(row.environment), profile: row.profile)
        #expect(settings.timeout == row.timeout)
        #expect(settings.attempts == row.attempts)
    }

    @Test(
        "a value that cannot be is told with its variable",
        arguments: [
            ("AWS_METADATA_SERVICE_TIMEOUT", "0"), ("AWS_METADATA_SERVICE_TIMEOUT", "-1"),
            ("AWS_METADATA_SERVICE_TIMEOUT", "nan"), ("AWS_METADATA_SERVICE_TIMEOUT", "1s"),
            ("AWS_METADATA_SERVICE_TIMEOUT", "1e9"), ("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "0"),
            ("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "1.5"), ("AWS_EC2_METADATA_SERVICE_ENDPOINT", "10.0.0.1"),
        ]
    )
    func impossible(_ variable: String, _ value: String) throws {
        let error = try #require(throws: CredentialError.self) {
            try InstanceMetadataSettings(AWSEnvironment([variable: value]), profile: [:])
        }
        #expect(error.kind == .configuration)
        #expect(error.description.hasPrefix(variable) && error.description.contains("'\(value)'"))
    }

    @Test("the service is switched off in the environment or in the profile, in whatever case")
    func disabled() {
        for (environment, profile) in [
            (["AWS_EC2_METADATA_DISABLED": "True"], [:]), ([:], ["ec2_metadata_disabled": "true"]),
        ] as [([String: String], [String: String])] {
            let error = #expect(throws: CredentialError.self) {
                try InstanceMetadataSettings(AWSEnvironment(environment), profile: profile)
            }
            #expect(error?.kind == .absent)
        }
        #expect(throws: Never.self) {
            let on = ["AWS_EC2_METADATA_DISABLED": "false"]
            return try InstanceMetadataSettings(AWSEnvironment(on), profile: ["ec2_metadata_disabled": "true"])
        }
    }
}
