/// Leave to send a stop or a delete, as long as the look that it rests on is not too old.
///
/// Whoever writes the request to the wire asks at that very moment: credentials, connections, slow disks and a suspended
/// machine may have come between.
package struct SendPermit: Sendable {
    /// How long ago the look may have been sent at the most.
    package static let longestLookAge = Duration.seconds(15)

    /// Tells how long ago the look was sent, by a clock that goes on while the machine is suspended.
    package let lookAge: @Sendable () -> Duration

    /// Makes a permit.
    ///
    /// - Parameter lookAge: tells how long ago the look was sent, each time that it is asked.
    package init(lookAge: @escaping @Sendable () -> Duration) {
        self.lookAge = lookAge
    }

    /// Whether the request may be written to the wire now.
    package var isValid: Bool { lookAge() <= Self.longestLookAge }
}
