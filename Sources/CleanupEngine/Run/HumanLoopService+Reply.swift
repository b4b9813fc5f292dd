import HumanLoops

extension HumanLoopService {
    /// Makes one call for a loop and puts what came back into one value.
    ///
    /// - Parameters:
    ///   - operation: the operation.
    ///   - name: the loop.
    ///   - permit: the leave to send a stop or a delete.
    /// - Returns: what came back.
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
