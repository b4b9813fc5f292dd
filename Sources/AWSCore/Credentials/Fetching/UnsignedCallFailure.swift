import FoundationEssentials

/// Why a call for credentials brought none.
struct UnsignedCallFailure: Error, Hashable, Sendable {
    /// Why the last attempt failed.
    let cause: AWSCallFailure
    /// The code of OAuth 2.0 in the answer (RFC 6749, section 5.2), such as `invalid_grant`; nil when it has none.
    let oauthCode: String?

    /// Makes a failure without an answer that OAuth speaks of.
    init(_ cause: AWSCallFailure) {
        self.cause = cause
        oauthCode = nil
    }

    /// Makes a failure of an answer that is not a success.
    init(_ response: HTTPResponse) {
        cause = .fault(AWSServiceFault(response))
        oauthCode = (try? JSONDecoder().decode(Body.self, from: Data(response.body)))?.error
    }

    /// The HTTP status of the answer; nil when there was none.
    var status: Int? {
        guard case .fault(let fault) = cause else { return nil }
        return fault.status
    }

    /// The member of an error's body that OAuth names.
    private struct Body: Decodable {
        /// The code.
        let error: String?
    }
}
