@testable import AWSCore
import AWSTestSupport
import FoundationEssentials
import TestSupport
import Testing

/// Where the shared files are, and which profile is read in them.
///
/// The published cases of Windows are left out: this program is for Linux. `recursion-detection.json` beside them is about
/// a header of AWS Lambda functions, which this program is not.
@Suite(.enabled(if: ConformanceData.root != nil))
struct FileLocationTests {
    /// One published case.
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        /// What the case shows.
        var name: String
        /// The environment variables.
        var environment: [String: String]
        /// The system that the case is about: `linux` or `windows`.
        var platform: String
        /// The profile in use; nil when the case does not say.
        var profile: String?
        /// The path of the configuration file.
        var configLocation: String
        /// The path of the credentials file.
        var credentialsLocation: String

        /// What the case shows.
        var testDescription: String { name }
    }

    /// The file the cases stand in.
    private struct File: Decodable {
        /// The cases.
        var tests: [Case]
    }

    /// All the cases.
    static let all: [Case] = {
        guard let bytes = try? ConformanceData.bytes("config/smithy-rs/file-location-tests.json") else { return [] }
        return (try? JSONDecoder().decode(File.self, from: Data(bytes)))?.tests ?? []
    }()

    /// The cases of this system.
    static let linux = all.filter { $0.platform == "linux" }

    @Test("no case has gone missing")
    func count() {
        #expect(Self.all.count == 9)
        #expect(Self.linux.count == 4)
    }

    @Test("both files are read where they are published to be", arguments: linux)
    func published(_ aCase: Case) throws {
        let profile = aCase.profile ?? "default"
        let files = MemoryFiles([
            aCase.configLocation: "[profile \(profile)]\nfrom_config = 1",
            aCase.credentialsLocation: "[\(profile)]\nfrom_credentials = 2",
        ])
        let sources = try ConfigurationSources(
            environment: AWSEnvironment(aCase.environment),
            files: files,
            overrides: AWSOverrides()
        )
        #expect(sources.profileName == profile)
        #expect(sources.profile == ["from_config": "1", "from_credentials": "2"])
    }
}
