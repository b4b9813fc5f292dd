import CleanupManifest
import HumanLoops

/// A call that is to be made for a loop.
struct ServiceCall: Hashable, Sendable {
    let loop: Int
    let operation: HumanLoopOperation
    var looksAtKeptDuplicate = false

    /// The name that the call goes to: the loop's own, or that of the loop that stays in its place.
    func name(for loop: LoopLifecycle) -> HumanLoopName {
        guard looksAtKeptDuplicate, let keptInstead = loop.keptInstead else { return loop.entry.name }
        return keptInstead.name
    }
}

/// How a call for a loop came back.
enum ServiceReply: Sendable {
    case described(HumanLoopAnswer<HumanLoop>)
    /// A stop or a delete was accepted, after so many requests.
    case accepted(attempts: Int)
    case failed(HumanLoopServiceError)

    var attempts: Int {
        switch self {
        case .described(let answer): answer.attempts
        case .accepted(let attempts): attempts
        case .failed(let error): error.attempts
        }
    }

    var wasThrottled: Bool {
        guard case .failed(let error) = self else { return false }
        return error.kind == .throttled
    }

    /// What the loop is told of a reply to a call of this operation.
    func event(of operation: HumanLoopOperation) -> LoopEvent {
        switch self {
        case .described(let answer): .described(answer.value)
        case .accepted: operation == .stop ? .stopAccepted : .deleteAccepted
        case .failed(let error) where operation == .describe && error.kind == .notFound: .missing
        case .failed(let error): .callFailed(operation, error)
        }
    }
}

extension HumanLoopService {
    /// Makes one call for a loop and puts what came back into one value.
    ///
    /// - Precondition: the operation is one of a single loop: `list` is not.
    func reply(to operation: HumanLoopOperation, _ name: HumanLoopName, _ permit: SendPermit) async -> ServiceReply {
        do throws(HumanLoopServiceError) {
            switch operation {
            case .describe: return .described(try await describeHumanLoop(name))
            case .stop: return .accepted(attempts: try await stopHumanLoop(name, permit).attempts)
            case .delete: return .accepted(attempts: try await deleteHumanLoop(name, permit).attempts)
            case .list: preconditionFailure("a list is not a call for one loop")
            }
        } catch {
            return .failed(error)
        }
    }
}

/// What one of a run's tasks brings when it ends.
enum RunArrival: Sendable {
    case answered(ServiceCall, ServiceReply)
    case listed(ListCall, Result<HumanLoopAnswer<HumanLoopPage>, HumanLoopServiceError>)
    case signalled(StopSignal)
    /// A moment has come, as the time since the run's start.
    case woke(Duration)
    case nothing
}
