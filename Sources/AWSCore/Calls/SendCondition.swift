/// What a request rests on: an answer that grows old, after which the request may not be sent any more.
///
/// It is asked before credentials are, after the request is signed, and as the request is written to the wire: slow
/// credentials, connecting, a full pool and a suspended machine may come between.
package struct SendCondition: Sendable {
    /// Whether the request may be written to the wire now.
    package let isMet: @Sendable () -> Bool
    /// How long ago the question was sent whose answer the request rests on.
    package let age: @Sendable () -> Duration

    /// Makes a condition.
    ///
    /// - Parameters:
    ///   - isMet: tells whether the request may be written to the wire, each time that it is asked.
    ///   - age: tells how long ago the question was sent whose answer the request rests on.
    package init(isMet: @escaping @Sendable () -> Bool, age: @escaping @Sendable () -> Duration) {
        self.isMet = isMet
        self.age = age
    }

    /// Holds a request back that may not be sent any more.
    ///
    /// - Parameter keyAge: how long the keys of the signature have been in use; nil when they are the first.
    /// - Throws: `HTTPTransportError`, `heldBack`, when the condition is not met, or its answer was got with other keys.
    func check(keyAge: Duration? = nil) throws(HTTPTransportError) {
        guard isMet() else { throw .heldBack }
        guard let keyAge, age() > keyAge else { return }
        throw HTTPTransportError(
            .heldBack,
            code: "HeldBack",
            message: "the credentials changed after the loop was looked at: nothing was sent"
        )
    }
}
