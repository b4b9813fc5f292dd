/// Why the simulator could not begin.
package struct SimulatorError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The address that was asked for.
    package let host: String
    /// The port that was asked for.
    package let port: Int
    /// The system's words.
    package let reason: String

    /// One line for a person, without a full stop.
    package var description: String { "cannot listen at \(host):\(port): \(reason)" }
}
