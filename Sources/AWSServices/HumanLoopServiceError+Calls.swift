import AWSCore
import HumanLoops

extension HumanLoopServiceError {
    /// Reads the failure of a call in the terms of the A2I Runtime API.
    init(_ error: AWSCallError) {
        switch error.failure {
        case .transport(let trouble):
            self.init(
                kind: Kind(trouble.kind),
                code: trouble.code,
                message: trouble.message,
                attempts: error.timesSent
            )
        case .credentials(let trouble):
            self.init(
                kind: Kind(trouble.kind),
                code: trouble.kind == .otherAccount ? Self.otherAccountCode : "NoCredentials",
                message: trouble.description,
                attempts: error.timesSent
            )
        case .fault(let fault):
            self.init(
                kind: Kind(fault),
                code: fault.code ?? "HTTP\(fault.status)",
                message: fault.message,
                requestID: fault.requestID,
                httpStatus: fault.status,
                attempts: error.timesSent
            )
        }
        isRefused = error.isRefused
    }

    /// Tells that an answer of success is not one of the A2I Runtime API.
    init(unreadable answer: AWSCallAnswer, because reason: String) {
        self.init(
            kind: .unreadable,
            code: "UnreadableAnswer",
            message: reason,
            requestID: answer.response.requestID,
            httpStatus: answer.response.status,
            attempts: answer.timesSent
        )
    }
}
