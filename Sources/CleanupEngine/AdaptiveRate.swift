import Glibc

/// A rate of calls that is found by listening to the service's throttles: the client rate limiter of the AWS SDKs'
/// adaptive retry mode.
///
/// Nothing is limited until the first throttle. A throttle lowers the rate to a part of what was measured; from there it
/// recovers along a cubic curve. The constants and the rule are those that the SDKs share (AWS SDKs and Tools Reference
/// Guide, "Retry behavior", adaptive mode).
package struct AdaptiveRate: Sendable, Hashable {
    /// The lowest rate, in calls a second.
    package static let minimum = 0.5
    /// The part of the rate that is left after a throttle.
    static let decrease = 0.7
    /// How steep the curve of recovery is.
    static let steepness = 0.4
    /// How much of the measured rate is the newest measurement.
    static let smoothing = 0.8
    /// How many measurements are made a second.
    static let measurementsPerSecond = 2.0

    /// The rate in force, in calls a second; nil before the first throttle.
    package private(set) var limit: Double?
    /// The rate at which answers came, smoothed, in calls a second.
    package private(set) var measured = 0.0
    /// The rate at the last throttle: where the curve flattens.
    private var lastMaximum = 0.0
    /// When the last throttle was, in seconds.
    private var lastThrottle = 0.0
    /// When the running measurement began, in seconds.
    private var measurementBegan = 0.0
    /// How many answers the running measurement has counted.
    private var count = 0

    /// Starts without a limit.
    package init() {}

    /// Takes in an answer of the service.
    ///
    /// - Parameters:
    ///   - wasThrottled: whether the answer was a throttle.
    ///   - seconds: when it came, in seconds from any fixed moment, never earlier than the answer before.
    package mutating func answered(wasThrottled: Bool, at seconds: Double) {
        measure(at: seconds)
        let calculated: Double
        if wasThrottled {
            let rate = limit.map { min(measured, $0) } ?? measured
            lastMaximum = rate
            lastThrottle = seconds
            calculated = rate * Self.decrease
        } else {
            guard limit != nil else { return }
            calculated = Self.recovered(from: lastMaximum, after: seconds - lastThrottle)
        }
        limit = max(Self.minimum, min(calculated, 2 * measured))
    }

    /// The rate that a recovery has reached so long after a throttle.
    ///
    /// - Parameters:
    ///   - maximum: the rate at the throttle, in calls a second.
    ///   - seconds: the time since the throttle.
    /// - Returns: a rate in calls a second.
    static func recovered(from maximum: Double, after seconds: Double) -> Double {
        let window = cbrt(maximum * (1 - decrease) / steepness)
        let distance = seconds - window
        return steepness * distance * distance * distance + maximum
    }

    /// Counts an answer, and closes the measurement that its moment lies behind.
    private mutating func measure(at seconds: Double) {
        let boundary = (seconds * Self.measurementsPerSecond).rounded(.down) / Self.measurementsPerSecond
        count += 1
        guard boundary > measurementBegan else { return }
        let current = Double(count) / (boundary - measurementBegan)
        measured = current * Self.smoothing + measured * (1 - Self.smoothing)
        count = 0
        measurementBegan = boundary
    }
}
