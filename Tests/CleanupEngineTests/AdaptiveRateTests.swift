import CleanupEngine
import FoundationEssentials
import Testing
import TestSupport

/// The rate that is found by listening, against the values the SDKs share.
@Suite("AdaptiveRate")
struct AdaptiveRateTests {
    /// One step of a published table.
    struct Step: Decodable, Sendable {
        /// When the answer came, in seconds.
        let t: Double
        /// Whether it was a throttle.
        let throttled: Bool
        /// The rate measured then.
        let measured_tx_rate: Double
        /// The rate in force then.
        let fill_rate: Double
    }

    /// The table that is used.
    struct Table: Decodable {
        /// The one case that plays whole answers.
        let update_client_sending_rates: Steps

        /// Its steps.
        struct Steps: Decodable {
            /// In the order of time.
            let steps: [Step]
        }
    }

    // Skipped, visibly, where the published vectors are absent.
    @Test("the rate follows the published table", .enabled(if: ConformanceData.root != nil))
    func publishedTable() throws {
        let bytes = try ConformanceData.bytes("retries/adaptive-cubic.json")
        let steps = try JSONDecoder().decode(Table.self, from: Data(bytes)).update_client_sending_rates.steps
        #expect(steps.count == 17)
        var rate = AdaptiveRate()
        for step in steps {
            rate.answered(wasThrottled: step.throttled, at: step.t)
            #expect(abs(rate.measured - step.measured_tx_rate) < 1e-9, "measured at \(step.t)")
            // The published table has the limiter enabled from the start; ours limits nothing before a throttle.
            if let limit = rate.limit { #expect(abs(limit - step.fill_rate) < 1e-6, "limit at \(step.t)") }
        }
        #expect(rate.limit != nil)
    }

    @Test("nothing is limited before the first throttle")
    func startsOpen() {
        var pace = OperationPace()
        for second in 0..<100 {
            pace.started(at: .seconds(second))
            pace.answered(wasThrottled: false, at: .seconds(second))
            #expect(pace.opensAt <= .seconds(second))
        }
        pace.answered(wasThrottled: true, at: .seconds(100))
        #expect(pace.opensAt > .seconds(100))
    }

    @Test("the operator's bound holds, whatever the service bears", arguments: [0.5, 20, 1_000])
    func bound(_ callsPerSecond: Double) throws {
        var pace = OperationPace(ceiling: callsPerSecond)
        pace.started(at: .seconds(7))
        #expect(pace.opensAt == .seconds(7) + .seconds(1 / callsPerSecond))
        for second in 8..<200 { pace.answered(wasThrottled: second == 8, at: .seconds(second)) }
        #expect(try #require(pace.rate) <= callsPerSecond)
    }
}
