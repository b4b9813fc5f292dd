import FoundationEssentials
import TestSupport
import Testing

/// One published case of reading the shared files.
struct ProfileCase: Decodable, Sendable, CustomTestStringConvertible {
    /// The texts of the files.
    struct Input: Decodable {
        /// The configuration file.
        var configFile: String?
        /// The credentials file.
        var credentialsFile: String?
    }

    /// What the files say.
    struct Config: Decodable {
        /// The profiles.
        var profiles: [String: [String: String]]
        /// The single sign-on sessions.
        var sso_sessions: [String: [String: String]]?
    }

    /// What must come of it.
    struct Output: Decodable {
        /// What the files say.
        var config: Config?
        /// A part of the message when a file is broken.
        var errorContaining: String?
    }

    /// The file the cases stand in.
    private struct File: Decodable {
        /// The cases.
        var tests: [ProfileCase]
    }

    /// What the case shows.
    var name: String
    /// The texts of the files.
    var input: Input
    /// What must come of it.
    var output: Output

    /// What the case shows.
    var testDescription: String { name }

    /// All the cases; none where the folder of the vectors is absent.
    static let all: [ProfileCase] = {
        guard let bytes = try? ConformanceData.bytes("config/smithy-rs/profile-parser-tests.json") else { return [] }
        return (try? JSONDecoder().decode(File.self, from: Data(bytes)))?.tests ?? []
    }()
}
