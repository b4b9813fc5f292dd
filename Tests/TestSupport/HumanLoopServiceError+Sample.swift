package import HumanLoops

extension HumanLoopServiceError {
    /// What the service says of a loop that there is not.
    package static let absent = HumanLoopServiceError(
        kind: .notFound,
        code: "ResourceNotFoundException",
        message: "no such loop",
        httpStatus: 404
    )

    /// What the service says when it is asked too often.
    package static let throttled = HumanLoopServiceError(
        kind: .throttled,
        code: "ThrottlingException",
        message: "Rate exceeded",
        httpStatus: 400
    )

    /// What is said of a call whose permit was over before it was sent.
    package static let heldBack = HumanLoopServiceError(kind: .heldBack, code: "HeldBack", attempts: 0)

    /// What the service says when the loop is not in a status for the call.
    package static func unsuited(_ status: HumanLoopStatus) -> HumanLoopServiceError {
        HumanLoopServiceError(
            kind: .invalid,
            code: "ValidationException",
            message: "the loop is \(status)",
            httpStatus: 400
        )
    }
}
