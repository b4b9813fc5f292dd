import TestSupport
import Testing

/// A published case of an answer.
struct ProtocolOutput: Sendable, CustomTestStringConvertible {
    /// The case as it is written.
    struct Case: Decodable {
        /// The operation.
        struct Operation: Decodable {
            /// What it gives.
            var output: ProtocolModel.Reference?
        }

        /// What comes over the wire.
        struct Response: Decodable {
            /// The status.
            var status_code: Int
            /// The headers.
            var headers: [String: String]?
            /// The body.
            var body: String?
        }

        /// The case's name.
        var id: String
        /// The operation.
        var given: Operation
        /// What the answer says; nil for an error.
        var result: JSONTree?
        /// The error's code; nil for an answer of success.
        var errorCode: String?
        /// The error's words; nil when there are none.
        var errorMessage: String?
        /// What comes over the wire.
        var response: Response
    }

    /// A group of the file: cases of one model.
    private struct Group: Decodable {
        /// The shapes by name.
        var shapes: [String: ProtocolModel.Shape]
        /// The cases.
        var cases: [Case]
    }

    /// The shapes.
    let model: ProtocolModel
    /// The case.
    let aCase: Case

    /// The case's name.
    var testDescription: String { aCase.id }

    /// All the cases that apply to this client; none where the folder of the vectors is absent.
    static let all: [ProtocolOutput] =
        ProtocolModel.groups(Group.self, in: "restjson1-applicable-output.json").flatMap { group in
            group.cases.map { ProtocolOutput(model: ProtocolModel(shapes: group.shapes), aCase: $0) }
        }
}
