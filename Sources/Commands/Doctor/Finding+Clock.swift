import CleanupReport

extension Finding {
    /// How far off a clock may be without anybody minding.
    private static let tolerance: Duration = .seconds(60)
    /// How far off a signature's time may be before AWS refuses it.
    private static let limit: Duration = .seconds(5 * 60)

    /// Judges this machine's clock.
    ///
    /// - Parameter difference: how far the service's clock is ahead; nil when no answer said.
    init(clock difference: Duration?) {
        guard let difference else {
            self.init(.clock, .skipped, "not known: no answer told the time")
            return
        }
        let distance = max(difference, .zero - difference)
        let seconds = Int(distance.components.seconds)
        let direction = difference > .zero ? "behind" : "ahead of"
        let words =
            seconds == 0 ? "the same as the service's, to the second" : "\(seconds) s \(direction) the service's"
        self.init(
            .clock,
            distance > Self.tolerance ? .warning : .ok,
            words,
            value: "\(difference.components.seconds)",
            advice: Self.advice(on: distance)
        )
    }

    /// Says what to do about a clock that is off.
    ///
    /// - Returns: nil when it is right enough.
    private static func advice(on distance: Duration) -> String? {
        guard distance > tolerance else { return nil }
        let effect = distance > limit ? "calls are signed with the service's time instead; " : ""
        return "\(effect)have this machine's clock set by NTP: other tools may be refused, and times in reports are off"
    }
}
