package import HumanLoops

/// A service with which nothing goes wrong.
package struct NoFaults: ServiceFaults {
    /// Makes the service's good luck.
    package init() {}

    /// Says that nothing goes wrong.
    package mutating func next(_ operation: HumanLoopOperation, _ name: HumanLoopName) -> ServiceFault? { nil }
}
