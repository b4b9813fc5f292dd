package import HumanLoops

/// One call of the API, read and found to be well formed.
package enum SimulatedCall: Sendable, Hashable {
    /// Asks for one loop.
    case describe(HumanLoopName)
    /// Asks for a page of the loops of a flow definition.
    case list(HumanLoopQuery)
    /// Makes a loop of this name for the flow definition of this ARN.
    case start(HumanLoopName, flowDefinitionARN: String)
    /// Takes a loop away from its workers.
    case stop(HumanLoopName)
    /// Removes a loop.
    case delete(HumanLoopName)

    /// Which operation the call is of.
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
    /// DescribeHumanLoop.
    case describe
    /// ListHumanLoops.
    case list
    /// StartHumanLoop.
    case start
    /// StopHumanLoop.
    case stop
    /// DeleteHumanLoop.
    case delete

    /// The name that the service's reference gives the operation.
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

/// What the service says to a call.
package enum SimulatedAnswer: Sendable, Hashable {
    /// The loop asked for.
    case described(HumanLoop)
    /// The page asked for.
    case listed(HumanLoopPage)
    /// The loop was made, and this is its ARN.
    case started(arn: String)
    /// The stop or the delete was accepted.
    case accepted
    /// The service said no.
    case refused(ServiceRefusal)
}

/// The service's no: a code that programs decide by, and a message for people.
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
        /// Too many calls.
        case throttling = "ThrottlingException"
        /// The service failed on its side.
        case internalServer = "InternalServerException"
        /// There is no such operation.
        case unknownOperation = "UnknownOperationException"
        /// The request carries no signature.
        case missingAuthenticationToken = "MissingAuthenticationTokenException"
        /// The signature lacks one of its parts.
        case incompleteSignature = "IncompleteSignatureException"
        /// The access key is not known, or the session token is not the right one.
        case unrecognizedClient = "UnrecognizedClientException"
        /// The signature is not the one computed, or is too old.
        case invalidSignature = "InvalidSignatureException"
        /// The session of the credentials is over.
        case expiredToken = "ExpiredTokenException"

        /// The HTTP status that the code comes with.
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

    /// What programs decide by.
    package var code: Code
    /// What people read.
    package var message: String

    /// Makes a refusal from its parts.
    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
