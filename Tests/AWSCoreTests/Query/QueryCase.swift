import FoundationEssentials
import TestSupport
import Testing

/// One published case of the query protocol.
struct QueryCase: Decodable, Sendable, CustomTestStringConvertible {
    /// The action that the case is about.
    struct Action: Decodable {
        /// The action's name.
        var name: String
    }

    /// The request that must come of the parameters.
    struct Serialized: Decodable {
        /// The path.
        var uri: String
        /// The form; nil in cases that are not used here.
        var body: String?
        /// The headers that must be there.
        var headers: [String: String]?
        /// The endpoint without a scheme; nil for any.
        var host: String?
    }

    /// An answer of the service.
    struct Response: Decodable {
        /// The status.
        var status_code: Int
        /// The body.
        var body: String?
    }

    /// The cases of one service.
    struct Group: Decodable {
        /// What is known of the service.
        struct Metadata: Decodable {
            /// The version of its interface.
            var apiVersion: String
        }

        /// What is known of the service.
        var metadata: Metadata
        /// The cases.
        var cases: [QueryCase]
    }

    /// The case's name.
    var id: String
    /// The action.
    var given: Action
    /// The parameters.
    var params: [String: QueryValue]?
    /// The request.
    var serialized: Serialized?
    /// The answer.
    var response: Response?
    /// What the answer says.
    var result: [String: QueryValue]?
    /// The code of the error that the answer is.
    var errorCode: String?
    /// The words of that error.
    var errorMessage: String?

    /// The case's name.
    var testDescription: String { id }

    /// Reads the cases of a direction, those whose names are listed.
    static func read(_ direction: String, _ names: Set<String>) -> [QueryCase] {
        guard let bytes = try? ConformanceData.bytes("protocol/botocore/\(direction)/query.json"),
            let groups = try? JSONDecoder().decode([Group].self, from: Data(bytes))
        else { return [] }
        return groups.flatMap(\.cases).filter { names.contains($0.id) }
    }
}
