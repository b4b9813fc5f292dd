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
