import HumanLoops
import Synchronization
import TestSupport

/// A2I in virtual time for a million loops: rates, latency and workers, in some bytes for each loop.
///
/// A call is carried out in the middle of its latency. As all calls take equally long, they are carried out in the order
/// in which they were sent, so that each needs to sleep only once.
final class MeasuredService: HumanLoopService {
    /// What the service holds.
    private struct State: Sendable {
        /// Which loops there are.
        var living: LivingLoops
        /// When each loop was stopped, in milliseconds of the clock; -1 while it was not.
        var stoppedAt: [Int32]
        /// What is left of the rates.
        var buckets: [HumanLoopOperation: TokenBucket]
        /// The calls that came, and how many were throttled.
        var traffic = Traffic()
        /// Where chance comes from.
        var generator: SeededGenerator
    }

    /// The loops.
    private let estate: Estate
    /// The clock that latency and holds pass by.
    private let time: VirtualTime
    /// What the service holds.
    private let state: Mutex<State>

    /// Makes the service of an estate in which nothing has been stopped or deleted.
    init(_ estate: Estate, time: VirtualTime) {
        self.estate = estate
        self.time = time
        let count = estate.scenario.loopCount
        state = Mutex(
            State(
                living: LivingLoops(count: count),
                stoppedAt: Array(repeating: -1, count: count),
                buckets: estate.scenario.limits.mapValues { TokenBucket($0) },
                generator: SeededGenerator(seed: estate.seed)
            )
        )
    }

    /// The calls that came so far.
    var traffic: Traffic { state.withLock { $0.traffic } }

    /// How many loops there are.
    var remaining: Int { state.withLock { $0.living.remaining } }

    /// Answers as DescribeHumanLoop does.
    func describeHumanLoop(_ name: HumanLoopName) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoop> {
        try await carryOut(.describe) { state, now throws(HumanLoopServiceError) in
            let (index, status) = try self.find(name, in: state, at: now)
            return HumanLoopAnswer(self.describe(name, index, status))
        }
    }

    /// Answers as ListHumanLoops does; a token is the number of the first loop of the next page.
    func listHumanLoops(
        _ query: HumanLoopQuery
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoopPage> {
        try await carryOut(.list) { state, now in
            let page = LoopListing(query, of: self.estate)
                .page(of: state.living) { self.status($0, in: state, at: now) }
            state.traffic.rows += page.summaries.count
            return HumanLoopAnswer(page)
        }
    }

    /// Answers as StopHumanLoop does.
    func stopHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        try await carryOut(.stop) { state, now throws(HumanLoopServiceError) in
            let (index, status) = try self.find(name, in: state, at: now)
            guard status == .inProgress else { throw .unsuited(status) }
            state.stoppedAt[index] = Int32(now.wholeMilliseconds)
            return HumanLoopAnswer(())
        }
    }

    /// Answers as DeleteHumanLoop does.
    func deleteHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        try await carryOut(.delete) { state, now throws(HumanLoopServiceError) in
            let (index, status) = try self.find(name, in: state, at: now)
            guard status.isTerminal else { throw .unsuited(status) }
            state.living.remove(index)
            return HumanLoopAnswer(())
        }
    }

    /// Carries a call out unless it is throttled, and answers when its latency has passed.
    private func carryOut<Value: Sendable>(
        _ operation: HumanLoopOperation,
        _ body: (inout State, Duration) throws(HumanLoopServiceError) -> Value
    ) async throws(HumanLoopServiceError) -> Value {
        let latency = estate.scenario.latency
        let now = time.now.offset + latency / 2
        let result = state.withLock { state -> Result<Value, HumanLoopServiceError> in
            let noise = estate.scenario.noisePercent
            let isNoise = noise > 0 && Int.random(in: 0..<100, using: &state.generator) < noise
            let isOpen = !isNoise && state.buckets[operation]?.take(at: now) ?? true
            state.traffic.count(operation, wasThrottled: !isOpen)
            guard isOpen else { return .failure(.throttled) }
            do throws(HumanLoopServiceError) {
                return .success(try body(&state, now))
            } catch {
                return .failure(error)
            }
        }
        do {
            try await time.sleep(for: latency)
        } catch {
            throw HumanLoopServiceError(kind: .cancelled, code: "Cancelled")
        }
        return try result.get()
    }

    /// Finds a loop by its name.
    private func find(
        _ name: HumanLoopName,
        in state: State,
        at now: Duration
    ) throws(HumanLoopServiceError) -> (index: Int, status: HumanLoopStatus) {
        guard let index = estate.index(of: name), state.living.contains(index) else { throw .absent }
        return (index, status(index, in: state, at: now))
    }

    /// How a loop stands at a moment.
    private func status(_ index: Int, in state: State, at now: Duration) -> HumanLoopStatus {
        let stoppedAt = state.stoppedAt[index]
        guard stoppedAt >= 0 else { return estate.initialStatus(index) }
        guard let hold = estate.hold(index) else { return .stopped }
        return now < .milliseconds(stoppedAt) + hold ? .stopping : .stopped
    }

    /// Describes a loop, with texts of its own as those of an answer are.
    private func describe(_ name: HumanLoopName, _ index: Int, _ status: HumanLoopStatus) -> HumanLoop {
        HumanLoop(
            name: name,
            status: status,
            creationTime: estate.creationTime(index),
            flowDefinitionARN: estate.flowDefinitionARN(index / estate.loopsPerFlow),
            arn: "arn:aws:sagemaker:us-east-1:123456789012:human-loop/\(name)",
            outputS3URI: status == .completed ? "s3://answers/invoice-review/2026/11/\(name)/output.json" : nil
        )
    }
}
