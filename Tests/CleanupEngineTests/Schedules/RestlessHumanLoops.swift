import HumanLoops
import Synchronization
import TestSupport

/// A2I as its worst days are: calls get lost, take their time, overtake each other, and loops change meanwhile.
///
/// All that reaches it and leaves it is taken down in a chronicle.
final class RestlessHumanLoops: HumanLoopService {
    /// What the service holds.
    private struct State: Sendable {
        /// What has had each name.
        var histories: [HumanLoopName: LoopHistory]
        /// What will happen from outside, the next last.
        var events: [OutsideEvent]
        /// What goes wrong with calls.
        var faults: SeededFaults
        /// Where latency and the fate of cancelled calls come from.
        var generator: SeededGenerator
        /// How many calls were sent.
        var callCount = 0
    }

    /// What a call finds on its way to the service and back.
    private struct Journey: Sendable {
        /// Its number.
        let number: Int
        /// How long it takes to the service.
        let there: Duration
        /// How long its answer takes.
        let back: Duration
        /// What goes wrong; nil when nothing does.
        let fault: ServiceFault?
        /// Whether it reaches the service even if the caller gives it up on the way there.
        let outlivesCaller: Bool
    }

    /// How the service behaves.
    private let schedule: RunSchedule
    /// The clock.
    private let time: VirtualTime
    /// Where everything is taken down.
    private let chronicle: Chronicle
    /// What the service holds.
    private let state: Mutex<State>

    /// Makes the service of a schedule.
    init(_ schedule: RunSchedule, time: VirtualTime, chronicle: Chronicle) {
        self.schedule = schedule
        self.time = time
        self.chronicle = chronicle
        state = Mutex(
            State(
                histories: Dictionary(uniqueKeysWithValues: schedule.loops.map { ($0.loop.name, LoopHistory($0)) }),
                events: schedule.events.sorted { ($1.at, $1.name) < ($0.at, $0.name) },
                faults: SeededFaults(seed: schedule.seed &+ 1, percent: schedule.faultPercent),
                generator: SeededGenerator(seed: schedule.seed &+ 2)
            )
        )
    }

    /// What a look at a name tells now; nil when it is no loop's.
    func seen(_ name: HumanLoopName) -> HumanLoop? {
        let now = time.now.offset
        return state.withLock { state in
            Self.advance(&state, to: now)
            return state.histories[name]?.seen(at: now)
        }
    }

    /// Answers as DescribeHumanLoop does.
    func describeHumanLoop(_ name: HumanLoopName) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoop> {
        let answer = try await call(.describe, name) { history, now throws(HumanLoopServiceError) in
            guard let loop = history.seen(at: now) else { throw .absent }
            return .described(loop)
        }
        guard case .described(let loop) = answer else { preconditionFailure("\(answer) of a describe") }
        return HumanLoopAnswer(loop)
    }

    /// Answers as StopHumanLoop does.
    func stopHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        _ = try await call(.stop, name) { history, now throws(HumanLoopServiceError) in
            guard let seen = history.seen(at: now), var loop = history.current else { throw .absent }
            guard seen.status == .inProgress else { throw .unsuited(seen.status) }
            loop.stoppedAt = now
            history.change(to: loop, at: now)
            return .accepted
        }
        return HumanLoopAnswer(())
    }

    /// Answers as DeleteHumanLoop does.
    func deleteHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        let lingering = schedule.deletionTakes
        _ = try await call(.delete, name) { history, now throws(HumanLoopServiceError) in
            guard let seen = history.seen(at: now), var loop = history.current else { throw .absent }
            guard seen.status.isTerminal else { throw .unsuited(seen.status) }
            loop.goneAt = now + lingering
            history.change(to: lingering == .zero ? nil : loop, at: now)
            return .accepted
        }
        return HumanLoopAnswer(())
    }

    /// Answers as ListHumanLoops does, from what was true a while ago; a token is the number of rows that came before.
    func listHumanLoops(
        _ query: HumanLoopQuery
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoopPage> {
        let journey = depart(.list, nil)
        let page = try await travel(journey) { state, now in
            let first = query.nextToken.flatMap { Int($0) } ?? 0
            let rows = Self.rows(of: query, in: state, at: now - self.schedule.listLag)
            let end = min(rows.count, first + (query.pageSize ?? 10))
            let page = Array(rows[min(first, end)..<end])
            return (.listed(page), end < rows.count ? String(end) : nil)
        }
        guard case .listed(let rows) = page.answer else { preconditionFailure("\(page.answer) of a list") }
        return HumanLoopAnswer(HumanLoopPage(summaries: rows, nextToken: page.token))
    }

    /// Carries out a call for one loop.
    private func call(
        _ operation: HumanLoopOperation,
        _ name: HumanLoopName,
        _ body: (inout LoopHistory, Duration) throws(HumanLoopServiceError) -> ChronicleEntry.Answer
    ) async throws(HumanLoopServiceError) -> ChronicleEntry.Answer {
        let journey = depart(operation, name)
        return try await travel(journey) { state, now in
            var history = state.histories[name] ?? LoopHistory(nil)
            let (seen, bornAt) = (history.seen(at: now), history.bornAt)
            defer { state.histories[name] = history }
            self.chronicle.note(.reached(journey.number, seen, bornAt: bornAt, at: now))
            do throws(HumanLoopServiceError) {
                return (try body(&history, now), nil)
            } catch {
                return (.failed(error), nil)
            }
        }.answer
    }

    /// Sends a call on its way.
    private func depart(_ operation: HumanLoopOperation, _ name: HumanLoopName?) -> Journey {
        let journey = state.withLock { state in
            state.callCount += 1
            return Journey(
                number: state.callCount,
                there: .milliseconds(Int.random(in: schedule.latencyMilliseconds, using: &state.generator)),
                back: .milliseconds(Int.random(in: schedule.latencyMilliseconds, using: &state.generator)),
                fault: state.faults.next(operation, name ?? .sample("list")),
                outlivesCaller: Bool.random(using: &state.generator)
            )
        }
        chronicle.note(.sent(journey.number, operation, name, at: time.now.offset))
        return journey
    }

    /// Lets a call travel, carries it out unless a fault comes before, and loses its answer if one comes after.
    private func travel(
        _ journey: Journey,
        _ body: (inout State, Duration) -> (answer: ChronicleEntry.Answer, token: String?)
    ) async throws(HumanLoopServiceError) -> (answer: ChronicleEntry.Answer, token: String?) {
        let arrives = await pass(journey.there)
        let now = time.now.offset
        guard arrives || journey.outlivesCaller else { throw comeBack(journey, .givenUp) }
        if case .before(let error) = journey.fault {
            if arrives { _ = await pass(journey.back) }
            throw comeBack(journey, error)
        }
        let outcome = state.withLock { state in
            Self.advance(&state, to: now)
            return body(&state, now)
        }
        guard arrives, await pass(journey.back) else { throw comeBack(journey, .givenUp) }
        if case .after(let error) = journey.fault { throw comeBack(journey, error) }
        if case .failed(let error) = outcome.answer { throw comeBack(journey, error) }
        var trueAt = now
        if case .listed = outcome.answer { trueAt -= schedule.listLag }
        chronicle.note(.answered(journey.number, outcome.answer, trueAt: trueAt, at: time.now.offset))
        return outcome
    }

    /// Takes down that a call failed.
    private func comeBack(_ journey: Journey, _ error: HumanLoopServiceError) -> HumanLoopServiceError {
        let now = time.now.offset
        chronicle.note(.answered(journey.number, .failed(error), trueAt: now, at: now))
        return error
    }

    /// Lets time pass.
    ///
    /// - Returns: false when the caller gave the call up meanwhile.
    private func pass(_ duration: Duration) async -> Bool {
        do {
            try await time.sleep(for: duration)
            return true
        } catch {
            return false
        }
    }

    /// Lets everything happen that is to happen until a moment.
    private static func advance(_ state: inout State, to now: Duration) {
        while let event = state.events.last, event.at <= now {
            state.events.removeLast()
            event.apply(to: &state.histories[event.name, default: LoopHistory(nil)])
        }
    }

    /// The rows of a query, as they were at a moment, the oldest first unless the newest are wanted first.
    private static func rows(of query: HumanLoopQuery, in state: State, at moment: Duration) -> [HumanLoopSummary] {
        let rows = state.histories.values.compactMap { $0.seen(at: moment) }
            .filter { query.includes($0) }
            .sorted { ($0.creationTime, $0.name) < ($1.creationTime, $1.name) }
            .map { HumanLoopSummary($0) }
        return query.sortOrder == .descending ? rows.reversed() : rows
    }
}

extension HumanLoopServiceError {
    /// What a caller sees of a call that it gave up.
    fileprivate static let givenUp = HumanLoopServiceError(kind: .cancelled, code: "Cancelled")
}
