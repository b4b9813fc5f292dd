package import HumanLoops

/// What becomes of one call.
package struct SimulatedReply: Sendable, Hashable {
    /// What the service says.
    package var answer: SimulatedAnswer
    /// How that reaches the caller.
    package var delivery: AnswerDelivery
    /// How long the caller waits for it.
    package var latency: Duration
    /// The fault that was played; nil when there was none.
    package var fault: FaultKind?
    /// The status of the loop before the call; nil when the call names none, or there is no such loop.
    package var statusBefore: HumanLoopStatus?
    /// The id that the answer carries.
    package var requestID: String
}
