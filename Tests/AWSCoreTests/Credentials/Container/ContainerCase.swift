import FoundationEssentials
import TestSupport
import Testing

/// One published case of finding the agent of a container.
struct ContainerCase: Decodable, Sendable, CustomTestStringConvertible {
    /// What must come of it.
    struct Outcome: Decodable {
        /// The URL that is asked.
        var Ok: String?
        /// A part of the message of the tool that published the case.
        var ErrorContains: String?
    }

    /// The file the cases stand in.
    private struct File: Decodable {
        /// The cases.
        var tests: [ContainerCase]
    }

    /// What the case shows.
    var docs: String
    /// The environment.
    var env: [String: String]
    /// What must come of it.
    var result: Outcome

    /// What the case shows.
    var testDescription: String { docs }

    /// All the cases; none where the folder of the vectors is absent.
    static let all: [ContainerCase] = {
        guard let bytes = try? ConformanceData.bytes("credentials/smithy-rs/ecs-tests.json") else { return [] }
        return (try? JSONDecoder().decode(File.self, from: Data(bytes)))?.tests ?? []
    }()
}
