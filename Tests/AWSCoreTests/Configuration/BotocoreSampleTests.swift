@testable import AWSCore
import AWSTestSupport
import TestSupport
import Testing

/// The sample files of the tests of botocore, which is under the AWS CLI.
@Suite(.enabled(if: ConformanceData.root != nil))
struct BotocoreSampleTests {
    /// The profiles that each file holds, or the words by which it is refused.
    static let samples: [(file: String, outcome: Result<[String], AWSConfigurationError>)] = [
        ("aws_bad_profile", .success(["default", "my profile", "personal1"])),
        ("aws_config", .success(["default", "personal"])),
        ("aws_config_bad", .failure(trouble("1: expected a profile definition, found a property"))),
        ("aws_config_badbytes", .failure(trouble("1: expected a profile definition, found a property"))),
        ("aws_config_nested", .success(["default"])),
        ("aws_config_nested_bad", .failure(trouble("5: expected an '=' sign defining a sub-property"))),
        ("aws_config_nocreds", .success(["default"])),
        ("aws_config_other", .success(["default", "personal"])),
        // The key file of the oldest tools, and the files of boto 2, hold no section that anybody still reads.
        ("aws_credentials", .failure(trouble("1: expected a profile definition, found a property"))),
        ("aws_services_config", .success(["default"])),
        ("aws_sso_session_config", .success(["default"])),
        ("aws_third_config", .success(["default", "third"])),
        ("boto_config", .success([])),
        ("boto_config_empty", .success([])),
        ("foo_config", .success(["default", "foo"])),
    ]

    /// The trouble with a file.
    private static func trouble(_ words: String) -> AWSConfigurationError {
        AWSConfigurationError(.configuration, "/c:\(words)")
    }

    @Test("each file is read or refused as botocore reads or refuses it", arguments: samples)
    func sample(_ file: String, _ outcome: Result<[String], AWSConfigurationError>) throws {
        let bytes = try ConformanceData.bytes("config/botocore-cfg/\(file)")
        let result = Result { () throws(AWSConfigurationError) in
            let files = MemoryFiles(["/c": String(decoding: bytes, as: UTF8.self)])
            return try AWSProfiles.read(AWSEnvironment(["AWS_CONFIG_FILE": "/c"]), files: files).profiles.keys.sorted()
        }
        #expect(result == outcome)
    }

    @Test("no file has gone missing")
    func count() {
        #expect(Self.samples.count == 15)
    }
}
