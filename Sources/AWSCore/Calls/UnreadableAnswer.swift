/// Why an answer of success is not the one that the call has.
package struct UnreadableAnswer: Error, Hashable, Sendable {
    /// What is wrong, in a few words.
    package let reason: String

    /// Names what is wrong with a body.
    init(_ error: any Error) {
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            reason = "the answer has no '\(Self.path(context.codingPath + [key]))'"
        case DecodingError.valueNotFound(_, let context), DecodingError.typeMismatch(_, let context),
            DecodingError.dataCorrupted(let context):
            reason =
                context.codingPath.isEmpty
                ? Self.notJSON : "the answer's '\(Self.path(context.codingPath))' is not as expected"
        default: reason = Self.notJSON
        }
    }

    /// The words for a body that is something else altogether.
    private static let notJSON = "the answer is not the service's JSON"

    /// Names a member by the members that it stands in.
    private static func path(_ keys: [any CodingKey]) -> String {
        keys.map(\.stringValue).joined(separator: ".")
    }
}
