import Glibc

/// How a rate comes back after a throttle: flat near the rate that was borne before, ever steeper beyond it.
///
/// The curve and its steepness are those of the AWS SDKs' adaptive retry mode (AWS SDKs and Tools Reference Guide, "Retry
/// behavior"): `rate(t) = steepness × (t − window)³ + maximum`, which begins at `maximum × decrease`.
package struct CubicRecovery: Sendable, Hashable {
    /// How steep the curve is, in calls a second per second³.
    static let steepness = 0.4

    /// The rate that was borne before the throttle, in calls a second.
    package let maximum: Double
    /// The seconds until the rate is back at the maximum.
    private let window: Double

    /// Makes the recovery from a throttle.
    ///
    /// - Parameters:
    ///   - maximum: the rate that was borne before, in calls a second.
    ///   - decrease: the part of it that the recovery begins with, above 0 and below 1; the SDKs' own is 0.7.
    package init(from maximum: Double, decrease: Double) {
        self.maximum = maximum
        window = cbrt(maximum * (1 - decrease) / Self.steepness)
    }

    /// The rate so many seconds after the throttle, in calls a second.
    package func rate(after seconds: Double) -> Double {
        let distance = seconds - window
        return Self.steepness * distance * distance * distance + maximum
    }
}
