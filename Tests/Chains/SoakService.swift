import HumanLoops
import Synchronization
import TestSupport

/// What one process of a chain reaches the estate through: A2I as on its worst days.
///
/// It is written from the API's documentation and shares nothing with the simulator or with other tests' services.
final class SoakService: HumanLoopService {
    /// The most calls that a process may make before it is held to be endless.
    static let mostCalls = 60_000

    /// The loops.
    private let estate: SoakEstate
    /// Who calls.
    private let process: SoakProcess
    /// Where its evidence is.
    private let disk: SoakDisk
    /// What goes wrong.
    let faults: Faults
    /// The clock, and when the process began.
    let time: VirtualTime
    private let beganAt: Duration
    /// Whether the credentials are of another account, which has no such loops.
    private let isOtherAccount: Bool
    /// What it remembers.
    private let state: Mutex<State>

    /// Chance, how many calls were made, and for which loops an answer lied: it does so once for each.
    private struct State {
        var dice: Dice
        var calls = 0
        var lies: Set<String> = []
    }

    /// Connects a process.
    init(
        _ estate: SoakEstate,
        _ process: SoakProcess,
        _ disk: SoakDisk,
        _ faults: Faults,
        time: VirtualTime,
        seed: UInt64,
        isOtherAccount: Bool
    ) {
        self.estate = estate
        self.process = process
        self.disk = disk
        self.faults = faults
        self.time = time
        beganAt = time.now.offset
        self.isOtherAccount = isOtherAccount
        state = Mutex(State(dice: Dice(seed: seed, purpose: UInt64(process.step) &+ 2_000)))
    }

    func describeHumanLoop(_ name: HumanLoopName) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoop> {
        let call = try await send(.describe, name.rawValue, permit: nil)
        let isLie = lies(about: name)
        let isUnknown = throwsDice(faults.unknownStatuses)
        let found = estate.with(at: time.now.offset) { state in
            let truth = self.isOtherAccount ? nil : state.present(name.rawValue, at: self.time.now.offset)
            state.log[call].truth = truth
            return truth
        }
        guard let found, !isLie else { throw await fail(call, .absent) }
        var loop = HumanLoop(
            name: name,
            status: isUnknown ? .other("Archiving") : found.status,
            creationTime: found.loop.created,
            flowDefinitionARN: World.flow(found.loop.flow),
            arn: "arn:aws:sagemaker:\(World.region):\(World.account):human-loop/\(name.rawValue)"
        )
        if found.status == .completed { loop.outputS3URI = "s3://answers/\(name.rawValue)/\(found.loop.number).json" }
        if found.status == .failed { loop.failureCode = "InternalError" }
        return HumanLoopAnswer(loop, serviceTime: await answer(call, .described(loop)))
    }

    func listHumanLoops(_ query: HumanLoopQuery) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoopPage> {
        let call = try await send(.list, "", permit: nil)
        if query.nextToken != nil, throwsDice(faults.refusedTokens) {
            throw await fail(call, .refused("the token is not valid"))
        }
        let seenAt = max(.zero, time.now.offset - faults.listLag)
        let isAbsent = estate.with(at: time.now.offset) { $0.absentFlows.contains(query.flowDefinitionARN) }
        guard !isAbsent, !lies(about: query.flowDefinitionARN) else { throw await fail(call, .absent) }
        let rows = isOtherAccount ? [] : estate.with(at: time.now.offset) { Self.rows(of: query, in: $0, at: seenAt) }
        var page = page(of: rows, query)
        page.summaries = page.summaries.flatMap { row in
            if throwsDice(faults.omittedRows) { return [HumanLoopSummary]() }
            return throwsDice(faults.repeatedRows) ? [row, row] : [row]
        }
        return HumanLoopAnswer(page, serviceTime: await answer(call, .listed(page.summaries)))
    }

    func stopHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        let isIdle = throwsDice(faults.idleStops)
        return try await mutate(.stop, name, permit) { state, loop, status, now throws(HumanLoopServiceError) in
            guard status == .inProgress else { throw .unsuited(status) }
            guard !isIdle else { return false }
            state.change(name.rawValue) { changed in
                changed.become(loop.heldFor == nil ? .stopped : .stopping, at: now)
                if let held = loop.heldFor { changed.statuses.append((now + held, loop.endsAs)) }
            }
            return true
        }
    }

    func deleteHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        try await mutate(.delete, name, permit) { state, _, status, now throws(HumanLoopServiceError) in
            guard status.isTerminal else { throw .unsuited(status) }
            state.change(name.rawValue) { $0.goneAt = now }
            return true
        }
    }

    /// Carries out a stop or a delete.
    private func mutate(
        _ operation: HumanLoopOperation,
        _ name: HumanLoopName,
        _ permit: SendPermit,
        _ body:
            @Sendable (inout SoakEstate.State, Incarnation, HumanLoopStatus, Duration) throws(HumanLoopServiceError) ->
            Bool
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        let call = try await send(operation, name.rawValue, permit: permit)
        let (isLost, isLie) = (throwsDice(faults.lostAnswers), lies(about: name))
        let now = time.now.offset
        if isLie { throw await fail(call, .absent) }
        let result = estate.with(at: now) { state -> Result<Void, HumanLoopServiceError> in
            guard !self.isOtherAccount, let (loop, status) = state.present(name.rawValue, at: now) else {
                return .failure(.absent)
            }
            do throws(HumanLoopServiceError) {
                state.log[call].hadEffect = try body(&state, loop, status, now)
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        if isLost { throw await fail(call, HumanLoopServiceError(kind: .noAnswer, code: "ReadTimeout")) }
        guard case .success = result else {
            if case .failure(let error) = result { throw await fail(call, error) }
            throw await fail(call, .absent)
        }
        return HumanLoopAnswer((), serviceTime: await answer(call, .accepted))
    }

    /// Sends a call on its way; what comes between it and the wire comes before its permit is asked.
    ///
    /// - Returns: the number of its record, once it has reached the service.
    private func send(
        _ operation: HumanLoopOperation,
        _ name: String,
        permit: SendPermit?
    ) async throws(HumanLoopServiceError) -> Int {
        let calls = state.withLock { state in
            state.calls += 1
            return state.calls
        }
        if calls > Self.mostCalls { process.die(isOverrun: true) }
        if process.isDead { throw .ended }
        let (step, other, calledAt) = (process.step, isOtherAccount, time.now.offset)
        let call = estate.with(at: calledAt) { state in
            state.log.append(
                CallRecord(step: step, operation: operation, name: name, calledAt: calledAt, isOtherAccount: other)
            )
            return state.log.count - 1
        }
        if permit != nil, throwsDice(faults.slowSends) { try await pass(faults.slowSend) }
        if process.isDead { throw .ended }
        if let permit, !permit.isValid, Planted.current != .ignoresPermits { throw .heldBack }
        let evidence = permit == nil ? nil : disk.evidence(of: operation, name)
        let now = time.now.offset
        let trouble = trouble(for: operation, at: now)
        estate.with(at: now) { state in
            if trouble?.isBeforeSending != true {
                state.log[call].sentAt = now
                state.log[call].evidence = evidence
                if permit != nil, !other { state.log[call].truth = state.present(name, at: now) }
            }
        }
        // A caller that gives up does not call back what is on the wire.
        do { try await pass(latency()) } catch { if throwsDice(50) { throw error } }
        if let trouble { throw await fail(call, trouble) }
        return call
    }

    /// The trouble that a call meets.
    private func trouble(for operation: HumanLoopOperation, at now: Duration) -> HumanLoopServiceError? {
        for trouble in faults.troubles where trouble.operation == operation {
            let age = now - beganAt
            guard age >= trouble.from, trouble.lasts.map({ age < trouble.from + $0 }) ?? true else { continue }
            if throwsDice(trouble.percent) {
                return HumanLoopServiceError(kind: trouble.kind, code: "\(trouble.kind)", message: "by the soak")
            }
        }
        return nil
    }

    /// Lets the answer travel back.
    ///
    /// - Returns: the service's time, to the second, as its `Date` header has it.
    private func answer(_ call: Int, _ answer: CallRecord.Answer) async -> Timestamp {
        let moment = World.beginning + time.now.offset
        try? await pass(latency())
        if throwsDice(faults.suspensions) { time.pass(faults.suspension) }
        let now = time.now.offset
        estate.with(at: now) { state in
            state.log[call].answer = answer
            state.log[call].answeredAt = now
        }
        return Timestamp(millisecondsSinceEpoch: moment.millisecondsSinceEpoch / 1_000 * 1_000)
    }

    /// Lets an error travel back.
    private func fail(_ call: Int, _ error: HumanLoopServiceError) async -> HumanLoopServiceError {
        _ = await answer(call, .failed(error))
        return error
    }

    /// Whether something happens that happens so many times in a hundred.
    func throwsDice(_ percent: Int) -> Bool {
        percent > 0 && state.withLock { $0.dice.happens(percent) }
    }

    /// Whether an answer says that a loop, or a flow definition, is not there, which it does once for each.
    private func lies(about name: some CustomStringConvertible) -> Bool {
        throwsDice(faults.lies) && state.withLock { $0.lies.insert(name.description).inserted }
    }

    /// How long one way takes.
    private func latency() -> Duration {
        .milliseconds(state.withLock { $0.dice.number(faults.latencyMilliseconds) })
    }

    /// Lets time pass.
    private func pass(_ duration: Duration) async throws(HumanLoopServiceError) {
        do {
            try await time.sleep(for: duration)
        } catch {
            throw .ended
        }
    }
}

extension HumanLoopServiceError {
    /// What a call tells whose caller is gone.
    fileprivate static let ended = HumanLoopServiceError(kind: .cancelled, code: "Cancelled")

    /// What the service says of a request that it does not take.
    fileprivate static func refused(_ message: String) -> HumanLoopServiceError {
        HumanLoopServiceError(kind: .invalid, code: "ValidationException", message: message, httpStatus: 400)
    }

    /// Whether the call never reached the wire.
    fileprivate var isBeforeSending: Bool { kind == .unreachable || kind == .heldBack }
}
