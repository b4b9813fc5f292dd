package import HumanLoops
import Synchronization

/// Human loops kept in memory and in virtual time: a service that answers like A2I, with the faults a test asks for.
///
/// It is written from the API's documentation and shares nothing with the simulator, so that each can catch the other.
package final class InMemoryHumanLoops: HumanLoopService {
    /// One loop of the service and what its workers are up to.
    package struct Resident: Sendable {
        /// The loop as a describe tells it, as long as nobody stops it.
        package var loop: HumanLoop
        /// How long after a stop a worker holds the task; nil when none does.
        package var heldFor: Duration?
        /// How the loop ends when the worker lets go.
        package var endsAs: HumanLoopStatus
        /// When it was stopped, as the time of the clock; nil while it was not.
        var stoppedAt: Duration?

        /// Makes a resident; a loop without a hold ends at once when it is stopped.
        package init(_ loop: HumanLoop, heldFor: Duration? = nil, endsAs: HumanLoopStatus = .stopped) {
            self.loop = loop
            self.heldFor = heldFor
            self.endsAs = endsAs
        }

        /// The loop as a describe tells it at a moment.
        func described(at now: Duration) -> HumanLoop {
            guard let stoppedAt else { return loop }
            var described = loop
            described.status = now >= stoppedAt + (heldFor ?? .zero) ? (heldFor == nil ? .stopped : endsAs) : .stopping
            return described
        }
    }

    /// A call that reached the service, whether or not its answer left it.
    package struct Visit: Hashable, Sendable {
        /// What was called.
        package let operation: HumanLoopOperation
        /// For which loop.
        package let name: HumanLoopName
        /// The loop before the call was carried out; nil when there was none.
        package let before: HumanLoop?
        /// When.
        package let at: Duration
    }

    /// What the service holds.
    private struct State: Sendable {
        /// The loops by name.
        var residents: [HumanLoopName: Resident] = [:]
        /// Every call that was carried out.
        var visits: [Visit] = []
        /// Every page that was asked for and given.
        var queries: [HumanLoopQuery] = []
        /// What goes wrong.
        var faults: any ServiceFaults
    }

    /// The name by which faults know a list, which is of no single loop.
    package static let listName = HumanLoopName.sample("list")

    /// The clock that latency and holds pass by.
    private let time: VirtualTime
    /// How long a call takes.
    private let latency: Duration
    /// What a list of a flow definition fails with that is not there, by its ARN.
    private let missingFlows: [String: HumanLoopServiceError]
    /// What the service holds.
    private let state: Mutex<State>

    /// Makes a service of these loops.
    package init(
        _ residents: [Resident],
        time: VirtualTime,
        latency: Duration = .milliseconds(40),
        faults: any ServiceFaults = NoFaults(),
        missingFlows: [String: HumanLoopServiceError] = [:]
    ) {
        self.missingFlows = missingFlows
        self.time = time
        self.latency = latency
        var state = State(faults: faults)
        for resident in residents { state.residents[resident.loop.name] = resident }
        self.state = Mutex(state)
    }

    /// Every call that was carried out, in order.
    package var visits: [Visit] { state.withLock { $0.visits } }

    /// Every page that was asked for and given, in order.
    package var queries: [HumanLoopQuery] { state.withLock { $0.queries } }

    /// The names of the loops that there are.
    package var names: Set<HumanLoopName> { state.withLock { Set($0.residents.keys) } }

    /// Puts a loop in the place of whatever has its name.
    package func replace(with resident: Resident) {
        state.withLock { $0.residents[resident.loop.name] = resident }
    }

    /// Takes a loop out.
    package func remove(_ name: HumanLoopName) {
        state.withLock { _ = $0.residents.removeValue(forKey: name) }
    }

    /// Answers as DescribeHumanLoop does.
    package func describeHumanLoop(
        _ name: HumanLoopName
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoop> {
        try await visit(.describe, name) { resident, now throws(HumanLoopServiceError) in
            guard let loop = resident?.described(at: now) else { throw .absent }
            return HumanLoopAnswer(loop)
        }
    }

    /// Answers as ListHumanLoops does; a token is the number of rows that came before.
    package func listHumanLoops(
        _ query: HumanLoopQuery
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoopPage> {
        try await pass(latency / 2)
        let now = time.now.offset
        let fault = state.withLock { $0.faults.next(.list, Self.listName) }
        if case .before(let error) = fault { throw error }
        if let error = missingFlows[query.flowDefinitionARN] { throw error }
        let rows = state.withLock { state in
            state.queries.append(query)
            return state.residents.values.map { $0.described(at: now) }.filter { query.includes($0) }
        }
        let first = query.nextToken.flatMap { Int($0) } ?? 0
        let sorted = rows.sorted { ($0.creationTime, $0.name.rawValue) < ($1.creationTime, $1.name.rawValue) }
        let end = min(rows.count, first + (query.pageSize ?? 10))
        let page = HumanLoopPage(
            summaries: sorted[min(first, end)..<end].map { HumanLoopSummary($0) },
            nextToken: end < rows.count ? String(end) : nil
        )
        try await pass(latency / 2)
        if case .after(let error) = fault { throw error }
        return HumanLoopAnswer(page)
    }

    /// Answers as StopHumanLoop does.
    package func stopHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        guard permit.isValid else { throw .heldBack }
        return try await visit(.stop, name) { resident, now throws(HumanLoopServiceError) in
            guard let loop = resident?.described(at: now) else { throw .absent }
            guard loop.status == .inProgress else { throw .unsuited(loop.status) }
            resident?.stoppedAt = now
            return HumanLoopAnswer(())
        }
    }

    /// Answers as DeleteHumanLoop does.
    package func deleteHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        guard permit.isValid else { throw .heldBack }
        return try await visit(.delete, name) { resident, now throws(HumanLoopServiceError) in
            guard let loop = resident?.described(at: now) else { throw .absent }
            guard loop.status.isTerminal else { throw .unsuited(loop.status) }
            resident = nil
            return HumanLoopAnswer(())
        }
    }

    /// Lets the latency pass around a call, carries it out unless a fault comes before, and loses its answer if one comes after.
    private func visit<Value: Sendable>(
        _ operation: HumanLoopOperation,
        _ name: HumanLoopName,
        _ body: (inout Resident?, Duration) throws(HumanLoopServiceError) -> Value
    ) async throws(HumanLoopServiceError) -> Value {
        try await pass(latency / 2)
        let now = time.now.offset
        let fault = state.withLock { $0.faults.next(operation, name) }
        if case .before(let error) = fault { throw error }
        let result = state.withLock { state -> Result<Value, HumanLoopServiceError> in
            let before = state.residents[name]?.described(at: now)
            state.visits.append(Visit(operation: operation, name: name, before: before, at: now))
            do throws(HumanLoopServiceError) {
                return .success(try body(&state.residents[name], now))
            } catch {
                return .failure(error)
            }
        }
        try await pass(latency / 2)
        if case .after(let error) = fault { throw error }
        return try result.get()
    }

    /// Lets time pass.
    private func pass(_ duration: Duration) async throws(HumanLoopServiceError) {
        do {
            try await time.sleep(for: duration)
        } catch {
            throw HumanLoopServiceError(kind: .cancelled, code: "Cancelled")
        }
    }
}
