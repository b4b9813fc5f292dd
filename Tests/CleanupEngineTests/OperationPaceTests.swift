import CleanupEngine
import Testing

/// The rate that is found by listening.
@Suite struct OperationPaceTests {
    /// Services, how many calls they accept, and what a good client comes to.
    static let services: [(bucket: ServiceBucket, calls: Int, slack: Double, throttled: Int)] = [
        (ServiceBucket(rate: 20, burst: 5, latency: 0.001, width: 32), 200, 1.03, 8),
        (ServiceBucket(rate: 30, burst: 5, latency: 0.001, width: 32), 300, 1.03, 8),
        (ServiceBucket(rate: 60, burst: 5, latency: 0.001, width: 32), 600, 1.03, 8),
        (ServiceBucket(rate: 20, burst: 5, latency: 0.005, width: 32), 200, 1.03, 10),
        (ServiceBucket(rate: 60, burst: 5, latency: 0.04, width: 64), 600, 1.05, 30),
        (ServiceBucket(rate: 2, burst: 5, latency: 0.001, width: 32), 60, 1.03, 20),
        (ServiceBucket(rate: 1_000, burst: 50, latency: 0.001, width: 64), 10_000, 1.2, 80),
    ]

    @Test("Hardly slower than the service allows, with few throttles", arguments: services)
    func makespan(bucket: ServiceBucket, calls: Int, slack: Double, throttled: Int) {
        let outcome = bucket.accept(calls, by: OperationPace())
        #expect(outcome.makespan <= slack * Double(calls) / bucket.rate)
        #expect(outcome.throttled <= throttled)
    }

    /// How many calls of a hundred are throttled for no reason, and by how much slower 5,000 calls may be for it than without.
    static let noises: [(percent: Int, slack: Double)] = [(1, 2), (2, 2), (5, 3), (10, 5), (30, 80)]

    @Test("Throttles that do not depend on the rate do not bring a run to a standstill", arguments: noises)
    func noise(percent: Int, slack: Double) {
        let bucket = ServiceBucket(rate: 1e9, burst: 1e9, latency: 0.04, width: 64, noise: percent)
        let outcome = bucket.accept(5_000, by: OperationPace())
        #expect(outcome.makespan <= slack * 5_000 * 0.04 / 64)
    }

    @Test("A rate is found among throttles that do not depend on it", arguments: [1, 2, 5, 10])
    func noisyRate(percent: Int) {
        let bucket = ServiceBucket(rate: 60, burst: 5, latency: 0.005, width: 32, noise: percent)
        let outcome = bucket.accept(1_200, by: OperationPace())
        #expect(outcome.makespan <= 1.5 * 1_200 / 60)
    }

    @Test("A rate that falls is found again, with noise and without", arguments: [0, 2, 5])
    func falling(percent: Int) {
        var bucket = ServiceBucket(rate: 100, burst: 5, latency: 0.04, width: 64, noise: percent)
        bucket.change = (at: 10, rate: 20)
        let outcome = bucket.accept(2_000, by: OperationPace())
        // A thousand in ten seconds, and another thousand in fifty.
        #expect(outcome.makespan <= 1.5 * 60)
        #expect(outcome.throttled <= 200 + 40 * percent)
    }

    @Test("While calls are wanting no rate is taken for the service's: a heap of calls later goes at the full rate")
    func supply() {
        let bucket = ServiceBucket(rate: 30, burst: 5, latency: 0.005, width: 32)
        // For five seconds twenty calls a second, ten at a time; then all the others at once.
        let outcome = bucket.accept(300, by: OperationPace()) { $0 < 100 ? Double($0 / 10) * 0.5 : 5 }
        #expect(outcome.makespan <= 1.05 * (5 + 200.0 / 30))
        #expect(outcome.throttled <= 15)
    }

    @Test("A service without limits is called as fast as it answers")
    func unlimited() {
        let bucket = ServiceBucket(rate: 1e9, burst: 1e9, latency: 0.04, width: 64)
        let outcome = bucket.accept(2_000, by: OperationPace())
        #expect(outcome.throttled == 0)
        #expect(outcome.makespan <= 1.1 * 2_000 * 0.04 / 64)
    }

    @Test("The operator's bound holds, whatever the service bears", arguments: [0.5, 20, 1_000])
    func bound(_ callsPerSecond: Double) throws {
        var pace = OperationPace(ceiling: callsPerSecond)
        for second in 0..<40 { pace.answered(wasThrottled: false, sentAt: .seconds(second), at: .seconds(second)) }
        pace.started(at: .seconds(47))
        pace.answered(wasThrottled: false, sentAt: .seconds(47), at: .seconds(47))
        #expect(pace.opensAt >= .seconds(47) + .seconds(1 / callsPerSecond))
        for second in 48..<200 {
            pace.answered(wasThrottled: second == 48, sentAt: .seconds(second), at: .seconds(second))
        }
        #expect(try #require(pace.rate) <= callsPerSecond)
        let bucket = ServiceBucket(rate: 1e9, burst: 1e9, latency: 0.001, width: 64)
        let outcome = bucket.accept(Int(callsPerSecond * 3) + 1, by: OperationPace(ceiling: callsPerSecond))
        #expect(Double(outcome.busiest) <= callsPerSecond + 1)
    }
}
