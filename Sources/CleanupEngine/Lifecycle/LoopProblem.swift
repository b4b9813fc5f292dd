/// Why a loop did not end as it was wanted to, as the report says it.
package struct LoopProblem: Sendable, Hashable {
    /// A stable code: the service's own (`ValidationException`) or this product's (`FlowDefinitionMismatch`).
    package var code: String
    /// One sentence for a person, without a full stop; empty when the service gave none.
    package var message: String
    /// The id by which AWS support finds the call; nil when no call was answered.
    package var requestID: String?
    /// The HTTP status of the answer; nil when no call was answered.
    package var httpStatus: Int?

    /// Makes a problem from its parts.
    package init(code: String, message: String, requestID: String? = nil, httpStatus: Int? = nil) {
        self.code = code
        self.message = message
        self.requestID = requestID
        self.httpStatus = httpStatus
    }

    /// Whether the loop is in another account or region than it must be.
    var isOfPlace: Bool {
        code == ProblemCode.accountMismatch.rawValue || code == ProblemCode.regionMismatch.rawValue
    }
}
