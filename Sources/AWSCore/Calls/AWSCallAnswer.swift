/// A successful answer, with how hard it was to get.
package struct AWSCallAnswer: Sendable {
    /// The answer; its status is 2xx.
    package var response: HTTPResponse
    /// How often the request was sent, at least 1.
    package var timesSent: Int
    /// When the answer was made by the service's clock, in seconds since 1970-01-01T00:00:00Z; nil when it did not say.
    package var serviceTime: Int64?

    /// Makes an answer from its parts.
    package init(_ response: HTTPResponse, timesSent: Int, serviceTime: Int64? = nil) {
        self.response = response
        self.timesSent = timesSent
        self.serviceTime = serviceTime
    }
}
