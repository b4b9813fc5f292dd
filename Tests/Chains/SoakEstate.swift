import HumanLoops
import Synchronization

/// All the loops of a chain, past and present, what others do to them, and the log of every call.
final class SoakEstate: Sendable {
    /// What there is.
    struct State {
        /// What had each name, the last one last.
        var histories: [String: [Incarnation]] = [:]
        /// What others will do, the next last, each with its time.
        var changes: [(at: Duration, change: OutsideChange)] = []
        /// How many loops there ever were.
        var count = 0
        /// Every call.
        var log: [CallRecord] = []
        /// The flow definitions that are not there.
        var absentFlows = [World.flow(World.absentFlow)] as Set<String>

        /// The loop that has a name now and where it stands; nil for none.
        func present(_ name: String, at now: Duration) -> (loop: Incarnation, status: HumanLoopStatus)? {
            guard let loop = histories[name]?.last, let status = loop.status(at: now) else { return nil }
            return (loop, status)
        }

        /// Creates a loop.
        mutating func create(_ drawn: DrawnLoop, at created: Timestamp, now: Duration) {
            count += 1
            absentFlows.remove(World.flow(drawn.flow))
            var loop = Incarnation(
                number: count,
                created: created,
                flow: drawn.flow,
                heldFor: drawn.heldFor,
                endsAs: drawn.endsAs,
                statuses: [(now, drawn.status)],
                goneAt: nil
            )
            if drawn.status == .inProgress, let moment = drawn.completesAt {
                loop.statuses.append((now + moment, .completed))
            }
            if drawn.status == .stopping { loop.statuses.append((now + (drawn.heldFor ?? .zero), drawn.endsAs)) }
            histories[drawn.name, default: []].append(loop)
        }

        /// Changes the loop that has a name now.
        mutating func change(_ name: String, _ body: (inout Incarnation) -> Void) {
            guard var history = histories[name], let last = history.indices.last else { return }
            body(&history[last])
            histories[name] = history
        }
    }

    /// What there is.
    private let state: Mutex<State>

    /// Makes the estate of a chain.
    init(_ chain: Chain) {
        var state = State()
        for loop in chain.loops { state.create(loop, at: World.beginning - loop.age, now: .zero) }
        self.state = Mutex(state)
    }

    /// Makes an estate of its own of the loops that another one has.
    init(copying other: SoakEstate) {
        var state = State()
        state.histories = other.histories
        (state.count, state.absentFlows) = other.state.withLock { ($0.count, $0.absentFlows) }
        self.state = Mutex(state)
    }

    /// Does something with what there is at a moment.
    func with<Value: Sendable>(at now: Duration, _ body: (inout sending State) -> sending Value) -> Value {
        state.withLock { state in
            while let next = state.changes.last, next.at <= now {
                state.changes.removeLast()
                Self.apply(next.change, at: next.at, to: &state)
            }
            return body(&state)
        }
    }

    /// The log of all calls.
    var log: [CallRecord] { state.withLock { $0.log } }

    /// What had each name.
    var histories: [String: [Incarnation]] { state.withLock { $0.histories } }

    /// Lets others do something at moments to come; what was still to come and is not done by then is done first.
    func expect(_ changes: [(at: Duration, change: OutsideChange)]) {
        state.withLock { state in
            state.changes = (state.changes + changes).sorted { $0.at > $1.at }
        }
    }

    /// Lets all workers let go, and nothing more happen from outside.
    func heal(at now: Duration) {
        with(at: now) { state in
            state.changes = []
            for name in state.histories.keys {
                state.change(name) { loop in
                    guard loop.status(at: now) != nil else { return }
                    loop.heldFor = nil
                    if loop.status(at: now) == .stopping { loop.become(loop.endsAs, at: now) }
                    loop.statuses.removeAll { $0.at > now }
                }
            }
        }
    }

    /// Does what others do to a loop.
    private static func apply(_ change: OutsideChange, at now: Duration, to state: inout State) {
        guard let (loop, status) = state.present(change.name, at: now) else { return }
        switch change.kind {
        case .complete:
            if status == .inProgress || status == .stopping {
                state.change(change.name) { $0.become(.completed, at: now) }
            }
        case .fail:
            if status == .inProgress { state.change(change.name) { $0.become(.failed, at: now) } }
        case .vanish:
            state.change(change.name) { $0.goneAt = now }
        case .stop:
            if status == .inProgress { state.change(change.name) { $0.become(.stopped, at: now) } }
        case .letGo:
            if status == .stopping { state.change(change.name) { $0.become(loop.endsAs, at: now) } }
        case .retire:
            state.absentFlows.insert(World.flow(loop.flow))
            for (name, history) in state.histories where history.last?.flow == loop.flow {
                state.change(name) { $0.goneAt = min($0.goneAt ?? now, now) }
            }
        case .reborn(let flow, let status):
            state.change(change.name) { $0.goneAt = now }
            let drawn = DrawnLoop(
                name: change.name,
                flow: flow,
                age: .zero,
                status: status,
                heldFor: nil,
                endsAs: .stopped,
                completesAt: nil
            )
            state.create(drawn, at: World.beginning + now, now: now)
        }
    }
}
