import FoundationEssentials
import TestSupport
import Testing

/// One published case of finding the metadata service of an instance.
struct InstanceMetadataCase: Decodable, Sendable, CustomTestStringConvertible {
    /// What must come of it.
    struct Outcome: Decodable {
        /// The URL that a token is asked of.
        var Ok: String?
        /// A part of the message of the tool that published the case.
        var Err: String?
    }

    /// The file the cases stand in.
    private struct File: Decodable {
        /// The cases.
        var tests: [InstanceMetadataCase]
    }

    /// What the case shows.
    var docs: String
    /// The environment.
    var env: [String: String]
    /// The texts of the files.
    var fs: [String: String]
    /// The endpoint that the caller gives.
    var endpoint_override: String?
    /// The mode that the caller gives.
    var mode_override: String?
    /// What must come of it.
    var result: Outcome

    /// What the case shows.
    var testDescription: String { docs }

    /// All the cases; none where the folder of the vectors is absent.
    static let all: [InstanceMetadataCase] = {
        let path = "credentials/smithy-rs/imds-config/imds-endpoint-tests.json"
        guard let bytes = try? ConformanceData.bytes(path) else { return [] }
        return (try? JSONDecoder().decode(File.self, from: Data(bytes)))?.tests ?? []
    }()
}
