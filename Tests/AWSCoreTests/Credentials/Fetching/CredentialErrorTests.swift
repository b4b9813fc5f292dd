@testable import AWSCore
import Testing

/// What is told of a call that brought no credentials.
@Suite
struct CredentialErrorTests {
    /// An error of a call, with advice.
    private func error(_ cause: AWSCallFailure) -> CredentialError {
        CredentialError(cause, from: "the agent", advice: "do this")
    }

    @Test("a refusal has its code, status, message, request id and the advice")
    func refusal() {
        let fault = AWSServiceFault(status: 403, code: "Denied", message: "no access", requestID: "r-1")
        let text = "the agent answered Denied, HTTP 403: no access (request id r-1); do this"
        #expect(error(.fault(fault)) == CredentialError(.refused, text))
    }

    @Test("the code of OAuth is told beside that of AWS")
    func oauth() {
        let body = Array(#"{"__type":"InvalidGrantException","error":"invalid_grant"}"#.utf8)
        let failure = AWSCallFailure.fault(AWSServiceFault(HTTPResponse(status: 400, body: body)))
        let error = CredentialError(failure, from: "it")
        #expect(error == CredentialError(.refused, "it answered InvalidGrantException, invalid_grant, HTTP 400"))
    }

    @Test("trouble that passes gets no advice")
    func passing() {
        let expected = CredentialError(.unreachable, "the agent answered HTTP 503")
        #expect(error(.fault(AWSServiceFault(status: 503, code: nil))) == expected)
    }

    @Test("no answer, the end of the task, and an error that is one already")
    func others() {
        let silence = HTTPTransportError(.noAnswer, code: "x", message: "it was silent")
        #expect(
            error(.transport(silence)) == CredentialError(.unreachable, "the agent gave no answer: it was silent")
        )
        #expect(error(.transport(.cancelled)).kind == .cancelled)
        #expect(error(.credentials(.cancelled)) == .cancelled)
    }
}
