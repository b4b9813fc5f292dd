package import HumanLoops

/// What goes wrong with the calls to a service of a test.
package protocol ServiceFaults: Sendable {
    /// Says what goes wrong with the next call.
    ///
    /// - Returns: nil when nothing does.
    mutating func next(_ operation: HumanLoopOperation, _ name: HumanLoopName) -> ServiceFault?
}
