/// A simulator that is listening.
package struct Simulator: Sendable {
    /// Where it is reached: the endpoint URL for a client, without a slash at its end.
    package let url: String
    /// The service that it plays.
    package let loops: SimulatedHumanLoops
}
