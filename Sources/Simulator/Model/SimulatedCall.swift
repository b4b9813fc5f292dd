package import HumanLoops

/// One call of the API, read and found to be well formed.
package enum SimulatedCall: Sendable, Hashable {
    case describe(HumanLoopName)
    case list(HumanLoopQuery)
    /// Makes a loop of this name for the flow definition of this ARN.
    case start(HumanLoopName, flowDefinitionARN: String)
    case stop(HumanLoopName)
    case delete(HumanLoopName)

    package var operation: SimulatedOperation {
        switch self {
        case .describe: .describe
        case .list: .list
        case .start: .start
        case .stop: .stop
        case .delete: .delete
        }
    }

    /// The loop that the call names; nil for a list.
    package var loopName: HumanLoopName? {
        switch self {
        case .list: nil
        case .describe(let name), .start(let name, _), .stop(let name), .delete(let name): name
        }
    }
}

/// The operations of the A2I Runtime API that the simulator plays; the raw value is how a fleet file and a flag name them.
package enum SimulatedOperation: String, CaseIterable, Sendable {
    case describe
    case list
    case start
    case stop
    case delete

    package var apiName: String {
        switch self {
        case .describe: "DescribeHumanLoop"
        case .list: "ListHumanLoops"
        case .start: "StartHumanLoop"
        case .stop: "StopHumanLoop"
        case .delete: "DeleteHumanLoop"
        }
    }
}

/// What the service answers to a call.
package enum SimulatedAnswer: Sendable, Hashable {
    case described(HumanLoop)
    case listed(HumanLoopPage)
    case started(arn: String)
    /// The stop or the delete was accepted.
    case accepted
    case refused(ServiceRefusal)
}

/// An error of the service: a code that programs decide by, and a message for people.
package struct ServiceRefusal: Error, Sendable, Hashable {
    /// The codes that the simulator uses, in the service's spelling.
    package enum Code: String, CaseIterable, Sendable {
        /// The call breaks a rule of the model, or the loop is in no state for it.
        case validation = "ValidationException"
        /// The body is not the JSON that the operation takes.
        case serialization = "SerializationException"
        /// There is no such loop or flow definition.
        case resourceNotFound = "ResourceNotFoundException"
        /// The loop exists already, or (a variant) is in no state to be deleted.
        case conflict = "ConflictException"
        case throttling = "ThrottlingException"
        case internalServer = "InternalServerException"
        case unknownOperation = "UnknownOperationException"
        /// The request carries no signature.
        case missingAuthenticationToken = "MissingAuthenticationTokenException"
        /// The signature lacks one of its parts.
        case incompleteSignature = "IncompleteSignatureException"
        /// The access key is not known, or the session token is another.
        case unrecognizedClient = "UnrecognizedClientException"
        /// The signature is not the one computed, or is too old.
        case invalidSignature = "InvalidSignatureException"
        case expiredToken = "ExpiredTokenException"

        package var httpStatus: Int {
            switch self {
            case .validation, .serialization, .incompleteSignature: 400
            case .unrecognizedClient, .invalidSignature, .missingAuthenticationToken, .expiredToken: 403
            case .resourceNotFound, .unknownOperation: 404
            case .conflict: 409
            case .throttling: 429
            case .internalServer: 500
            }
        }
    }

    package var code: Code
    package var message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
