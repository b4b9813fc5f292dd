import CleanupEngine
import HumanLoops
import Logging

/// A service whose calls are logged at level debug, one line each, when they have come back.
struct LoggedService: HumanLoopService {
    private let service: any HumanLoopService
    private let logger: Logger
    /// The account that it is called in; nil for a service that has none.
    let account: RunAccount?

    init(_ service: any HumanLoopService, logger: Logger, account: RunAccount? = nil) {
        self.service = service
        self.logger = logger
        self.account = account
    }

    var taskExecutor: (any TaskExecutor)? { service.taskExecutor }

    func describeHumanLoop(_ name: HumanLoopName) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoop> {
        do {
            let answer = try await service.describeHumanLoop(name)
            log(.describe, name.rawValue, "\(answer.value.status)", attempts: answer.attempts)
            return answer
        } catch {
            throw noted(error, .describe, name.rawValue)
        }
    }

    func listHumanLoops(_ query: HumanLoopQuery) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoopPage> {
        do {
            let answer = try await service.listHumanLoops(query)
            log(.list, query.flowDefinitionARN, "\(answer.value.summaries.count) loops", attempts: answer.attempts)
            return answer
        } catch {
            throw noted(error, .list, query.flowDefinitionARN)
        }
    }

    func stopHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        do {
            let answer = try await service.stopHumanLoop(name, permit)
            log(.stop, name.rawValue, "accepted", attempts: answer.attempts)
            return answer
        } catch {
            throw noted(error, .stop, name.rawValue)
        }
    }

    func deleteHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        do {
            let answer = try await service.deleteHumanLoop(name, permit)
            log(.delete, name.rawValue, "accepted", attempts: answer.attempts)
            return answer
        } catch {
            throw noted(error, .delete, name.rawValue)
        }
    }

    /// Logs an error and returns it.
    private func noted(
        _ error: HumanLoopServiceError,
        _ operation: HumanLoopOperation,
        _ subject: String
    ) -> HumanLoopServiceError {
        let id = error.requestID.map { ", request id \($0)" } ?? ""
        log(
            operation,
            subject,
            "\(error.code) (\(error.kind.rawValue)): \(error.message)\(id)",
            attempts: error.attempts
        )
        return error
    }

    private func log(_ operation: HumanLoopOperation, _ subject: String, _ result: String, attempts: Int) {
        let repeats = attempts > 1 ? ", sent \(attempts) times" : ""
        logger.debug("\(operation.rawValue) \(subject): \(result)\(repeats)")
    }
}

/// Where the calls of a command go.
struct ServicePlace: Hashable, Sendable {
    /// The account whose credentials sign the calls; nil when they do not tell.
    let account: String?
    /// The region that requests are signed for.
    let region: String
    /// A URL.
    let endpoint: String
    /// A simulated service has another endpoint each time.
    let isSimulated: Bool

    /// The account that is called: the manifest's, else that of the credentials; nil when neither tells.
    ///
    /// Throws a `CommandFailure` with 78 when the two are not the same.
    func account(asserted target: String?) throws(CommandFailure) -> String? {
        guard let target, let account, target != account else { return target ?? account }
        throw CommandFailure(
            .wrongTarget,
            "the credentials are of account \(account), but the manifest's target.account is '\(target)'"
        )
    }
}
