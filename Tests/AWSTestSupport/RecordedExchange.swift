/// A request with the answer that was recorded for it.
struct RecordedExchange: Sendable {
    /// The method and the URL, its query in alphabetical order.
    var line: String
    /// The headers of the request by their names in lower case.
    var headers: [String: String]
    /// The body of the request.
    var body: String
    /// The status of the answer.
    var status: Int
    /// The headers of the answer.
    var answerHeaders: [String: String]
    /// The body of the answer.
    var answer: String
}
