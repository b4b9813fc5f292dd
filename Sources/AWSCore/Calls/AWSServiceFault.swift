/// An answer that is not a success, read as AWS's REST-JSON services write them.
package struct AWSServiceFault: Error, Hashable, Sendable {
    /// The longest message kept of an answer that is not JSON, in bytes.
    static let maximumMessageBytes = 200

    /// The HTTP status, never 2xx.
    package var status: Int
    /// The service's error code, such as `ThrottlingException`; nil when the answer names none, as a proxy's would.
    package var code: String?
    /// The service's own words, or the beginning of an answer that is not JSON; empty when there are none.
    package var message: String
    /// The id by which AWS support finds the call; nil when the answer held none.
    package var requestID: String?
    /// The delay that the service asks for with `x-amz-retry-after`; nil when the header is absent or no number.
    package var retryAfter: Duration?
    /// The time by the service's clock, in seconds since 1970-01-01T00:00:00Z; nil when the answer did not say.
    package var serviceTime: Int64?

    /// Makes a fault from its parts.
    package init(
        status: Int,
        code: String?,
        message: String = "",
        requestID: String? = nil,
        retryAfter: Duration? = nil,
        serviceTime: Int64? = nil
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.requestID = requestID
        self.retryAfter = retryAfter
        self.serviceTime = serviceTime
    }
}
