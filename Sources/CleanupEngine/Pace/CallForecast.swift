import HumanLoops

/// How long calls will take that are yet to be made, from how long calls took so far and from the rates that were found.
struct CallForecast: Sendable {
    /// How much the newest call counts in the average.
    private static let weight = 0.1

    /// How long a call takes, as a moving average in seconds; nil before the first answer.
    private var secondsPerCall: Double?

    /// Takes note of how long a call took.
    mutating func answered(after duration: Duration) {
        let seconds = max(0, duration / .seconds(1))
        secondsPerCall = secondsPerCall.map { $0 + (seconds - $0) * Self.weight } ?? seconds
    }

    /// Foretells how long calls will take when so many may be in flight; nil before the first answer.
    ///
    /// `rate` is how many calls a second of an operation may be made; nil where no limit is known.
    func remaining(_ calls: CallCounts, width: Int, rate: (HumanLoopOperation) -> Double?) -> Duration? {
        guard let secondsPerCall else { return nil }
        let paced = HumanLoopOperation.allCases.compactMap { operation in
            rate(operation).map { Double(calls[operation]) / $0 }
        }
        return .seconds(max(Double(calls.total) * secondsPerCall / Double(max(1, width)), paced.max() ?? 0))
    }
}
