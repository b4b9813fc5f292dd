import CleanupEngine
import TestSupport

/// A service that throttles with a bucket of tokens, and a client that calls it by a pace, one call after the other.
struct ServiceBucket {
    /// How many tokens come in a second.
    let rate: Double
    /// How many tokens the bucket holds.
    let burst: Double
    /// How long a call takes, in seconds.
    let latency: Double
    /// How many calls may be in flight.
    let width: Int
    /// How many calls of a hundred are throttled whatever the bucket holds.
    var noise = 0
    /// When the tokens come at another rate than before, in seconds, and that rate; nil when they never do.
    var change: (at: Double, rate: Double)?

    /// What came of a number of calls.
    struct Outcome {
        /// When the last one was accepted, in seconds.
        var makespan = 0.0
        /// How many calls were throttled.
        var throttled = 0
        /// How many calls were sent in the busiest second.
        var busiest = 0
    }

    /// A call in flight.
    private struct Flight {
        /// When it was sent.
        let sentAt: Double
        /// When its answer comes.
        let answeredAt: Double
        /// Whether it was throttled.
        let wasThrottled: Bool
    }

    /// Makes calls until so many were accepted.
    ///
    /// - Parameters:
    ///   - count: how many.
    ///   - pace: what they are paced by.
    ///   - supply: when the n-th call, from 0, is there to be made, in seconds; at once by default.
    /// - Returns: what came of it.
    func accept(_ count: Int, by pace: OperationPace, supply: (Int) -> Double = { _ in 0 }) -> Outcome {
        var (pace, outcome, flights) = (pace, Outcome(), [Flight]())
        var (now, tokens, filledAt, waiting, accepted) = (0.0, burst, 0.0, count, 0)
        var sent: [Int: Int] = [:]
        var generator = SeededGenerator(seed: UInt64(noise))
        while accepted < count {
            let opening = max(now, pace.opensAt / .seconds(1), supply(count - waiting))
            if waiting > 0, flights.count < width, opening <= flights.first?.answeredAt ?? .infinity {
                now = opening
                waiting -= 1
                sent[Int(now), default: 0] += 1
                pace.started(at: .seconds(now))
                // The service decides half way.
                let arrival = now + latency / 2
                let rate = change.map { arrival < $0.at ? self.rate : $0.rate } ?? self.rate
                tokens = min(burst, tokens + (arrival - filledAt) * rate)
                filledAt = arrival
                let wasThrottled = tokens < 1 || Int.random(in: 0..<100, using: &generator) < noise
                if !wasThrottled { tokens -= 1 }
                flights.append(Flight(sentAt: now, answeredAt: now + latency, wasThrottled: wasThrottled))
                continue
            }
            let flight = flights.removeFirst()
            now = flight.answeredAt
            pace.answered(wasThrottled: flight.wasThrottled, sentAt: .seconds(flight.sentAt), at: .seconds(now))
            if flight.wasThrottled {
                outcome.throttled += 1
                waiting += 1
            } else {
                accepted += 1
            }
        }
        outcome.makespan = now
        outcome.busiest = sent.values.max() ?? 0
        return outcome
    }
}
