package import HumanLoops

/// One thing that goes wrong with a call.
package enum ServiceFault: Sendable {
    /// The call is not carried out, and this is what the caller sees.
    case before(HumanLoopServiceError)
    /// The call is carried out, and this is what the caller sees.
    case after(HumanLoopServiceError)
}
