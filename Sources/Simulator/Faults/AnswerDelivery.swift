/// How an answer reaches the caller.
package enum AnswerDelivery: Sendable, Hashable {
    /// As a whole.
    case whole
    /// Not at all: the connection is closed.
    case dropped
    /// The head at once, the body so much later.
    case slow(Duration)
    /// The head and half of the body, then the connection is closed.
    case truncated
    /// A page of HTML stands in its place.
    case malformed
}
