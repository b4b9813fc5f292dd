/// A request's answer, how it is to be delivered, and what is noted of it.
struct RuntimeExchange: Sendable, Hashable {
    /// The answer.
    var answer: WireAnswer
    /// How it reaches the caller.
    var delivery: AnswerDelivery
    /// How long the caller waits for it.
    var latency: Duration
    /// What is noted.
    var entry: RequestLogEntry
}
