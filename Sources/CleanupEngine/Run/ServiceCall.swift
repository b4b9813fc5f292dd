import CleanupManifest
import HumanLoops

/// A call that is to be made for a loop.
struct ServiceCall: Hashable, Sendable {
    /// The loop's index in the run.
    let loop: Int
    let operation: HumanLoopOperation
    /// Whether it describes the kept duplicate of the loop instead of the loop itself.
    var looksAtKeptDuplicate = false

    /// The name that the call goes to: the loop's own, or that of its kept duplicate.
    func name(for loop: LoopLifecycle) -> HumanLoopName {
        guard looksAtKeptDuplicate, let keptInstead = loop.keptInstead else { return loop.entry.name }
        return keptInstead.name
    }
}

/// A page that is to be asked for on behalf of loops that wait.
struct ListCall: Hashable, Sendable {
    /// The index of the `FlowWatch` it is for.
    let watch: Int
    let query: HumanLoopQuery
    /// The time since the run's start at which it was sent.
    let sentAt: Duration
}

/// The calls for loops that are in flight, at most one for each loop.
struct CallsInFlight: Sendable {
    private var sentAt: [Int: Duration] = [:]
    /// How many of them are stops or deletes.
    private(set) var changes = 0

    var count: Int { sentAt.count }

    /// The loops that calls are in flight for, in no order.
    var loops: some Collection<Int> { sentAt.keys }

    func contains(_ loop: Int) -> Bool { sentAt[loop] != nil }

    mutating func begin(_ call: ServiceCall, at now: Duration) {
        sentAt[call.loop] = now
        if call.operation.isMutating { changes += 1 }
    }

    /// Counts a call as no longer in flight, and tells when it was sent; nil when it was not.
    @discardableResult
    mutating func end(_ call: ServiceCall) -> Duration? {
        if call.operation.isMutating { changes -= 1 }
        return sentAt.removeValue(forKey: call.loop)
    }
}

typealias ListReply = Result<HumanLoopAnswer<HumanLoopPage>, HumanLoopServiceError>

extension HumanLoopService {
    /// Makes one call for a loop, never a list; what it brings is an event of that loop, a failure too.
    func call(
        _ operation: HumanLoopOperation,
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async -> HumanLoopAnswer<LoopEvent> {
        do throws(HumanLoopServiceError) {
            switch operation {
            case .describe:
                let answer = try await describeHumanLoop(name)
                return HumanLoopAnswer(
                    .described(answer.value),
                    attempts: answer.attempts,
                    serviceTime: answer.serviceTime
                )
            case .stop:
                return HumanLoopAnswer(.stopAccepted, attempts: try await stopHumanLoop(name, permit).attempts)
            case .delete:
                return HumanLoopAnswer(.deleteAccepted, attempts: try await deleteHumanLoop(name, permit).attempts)
            case .list:
                preconditionFailure("a list is not a call for one loop")
            }
        } catch {
            let isMissing = operation == .describe && error.kind == .notFound
            return HumanLoopAnswer(isMissing ? .missing : .callFailed(operation, error), attempts: error.attempts)
        }
    }

    func page(_ query: HumanLoopQuery) async -> ListReply {
        do throws(HumanLoopServiceError) {
            return .success(try await listHumanLoops(query))
        } catch {
            return .failure(error)
        }
    }
}

/// What one of a run's tasks brings when it ends.
enum RunArrival: Sendable {
    case answered(ServiceCall, HumanLoopAnswer<LoopEvent>)
    case listed(ListCall, ListReply)
    /// A page of the list of a rule of `select` came back.
    case selected(ListReply)
    case signalled(StopSignal)
    /// A moment has come, as the time since the run's start.
    case woke(Duration)
    /// The task was cancelled.
    case nothing
}
