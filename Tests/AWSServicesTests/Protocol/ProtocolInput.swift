import TestSupport
import Testing

/// A published case of a request.
struct ProtocolInput: Sendable, CustomTestStringConvertible {
    /// The case as it is written.
    struct Case: Decodable {
        /// The operation.
        struct Operation: Decodable {
            /// How it is called.
            struct HTTP: Decodable {
                /// The method.
                var method: String
                /// The path, with labels in braces.
                var requestUri: String
            }

            /// How it is called.
            var http: HTTP
            /// What it takes.
            var input: ProtocolModel.Reference?
        }

        /// What goes over the wire.
        struct Serialized: Decodable {
            /// The method.
            var method: String
            /// The path and the query.
            var uri: String
            /// The body.
            var body: String
            /// Headers that are there.
            var headers: [String: String]?
            /// The names of headers that are not there.
            var forbidHeaders: [String]?
        }

        /// The case's name.
        var id: String
        /// The operation.
        var given: Operation
        /// What the operation is given.
        var params: JSONTree
        /// What goes over the wire.
        var serialized: Serialized
    }

    /// A group of the file: cases of one model.
    private struct Group: Decodable {
        /// The shapes by name.
        var shapes: [String: ProtocolModel.Shape]
        /// The cases.
        var cases: [Case]
        /// The endpoint, where it is not any.
        var clientEndpoint: String?
    }

    /// The shapes.
    let model: ProtocolModel
    /// The case.
    let aCase: Case
    /// The endpoint to call.
    let endpointURL: String

    /// The case's name.
    var testDescription: String { aCase.id }

    /// All the cases that apply to this client; none where the folder of the vectors is absent.
    static let all: [ProtocolInput] =
        ProtocolModel.groups(Group.self, in: "restjson1-applicable-input.json").flatMap { group in
            group.cases.map {
                ProtocolInput(
                    model: ProtocolModel(shapes: group.shapes),
                    aCase: $0,
                    endpointURL: group.clientEndpoint ?? "https://example.com"
                )
            }
        }
}
