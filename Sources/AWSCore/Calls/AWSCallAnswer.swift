/// A successful answer, with how hard it was to get.
package struct AWSCallAnswer: Sendable {
    /// The answer; its status is 2xx.
    package var response: HTTPResponse
    /// How often the request was sent, at least 1.
    package var timesSent: Int

    /// Makes an answer from its parts.
    package init(_ response: HTTPResponse, timesSent: Int) {
        self.response = response
        self.timesSent = timesSent
    }
}
