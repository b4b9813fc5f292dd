import CleanupEngine
import HumanLoops
import Logging

/// A service whose calls are logged at level debug, one line each, when they have come back.
struct LoggedService: HumanLoopService {
    let service: any HumanLoopService
    let logger: Logger
    /// The account that it is called in; nil for a service that has none.
    var account: CallerAccount?

    var taskExecutor: (any TaskExecutor)? { service.taskExecutor }

    func describeHumanLoop(_ name: HumanLoopName) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoop> {
        try await logged(.describe, name.rawValue, { "\($0.status)" }) { () async throws(HumanLoopServiceError) in
            try await service.describeHumanLoop(name)
        }
    }

    func listHumanLoops(_ query: HumanLoopQuery) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoopPage> {
        let words = { (page: HumanLoopPage) in "\(page.summaries.count) loops" }
        return try await logged(.list, query.flowDefinitionARN, words) { () async throws(HumanLoopServiceError) in
            try await service.listHumanLoops(query)
        }
    }

    func stopHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        try await logged(.stop, name.rawValue, { "accepted" }) { () async throws(HumanLoopServiceError) in
            try await service.stopHumanLoop(name, permit)
        }
    }

    func deleteHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        try await logged(.delete, name.rawValue, { "accepted" }) { () async throws(HumanLoopServiceError) in
            try await service.deleteHumanLoop(name, permit)
        }
    }

    /// Logs what a call brought, in words when it succeeded.
    private func logged<Value>(
        _ operation: HumanLoopOperation,
        _ subject: String,
        _ words: (Value) -> String,
        _ call: () async throws(HumanLoopServiceError) -> HumanLoopAnswer<Value>
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Value> {
        func log(_ result: String, attempts: Int) {
            let repeats = attempts > 1 ? ", sent \(attempts) times" : ""
            logger.debug("\(operation.rawValue) \(subject): \(result)\(repeats)")
        }
        do {
            let answer = try await call()
            log(words(answer.value), attempts: answer.attempts)
            return answer
        } catch {
            let id = error.requestID.map { ", request id \($0)" } ?? ""
            log("\(error.code) (\(error.kind.rawValue)): \(error.message)\(id)", attempts: error.attempts)
            throw error
        }
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

    /// The account that is called, the manifest's or the credentials'; nil when neither tells, 78 when they differ.
    func account(asserted target: String?) throws(CommandFailure) -> String? {
        guard let target, let account, target != account else { return target ?? account }
        throw CommandFailure(
            .wrongTarget,
            "the credentials are of account \(account), but the manifest's target.account is '\(target)'"
        )
    }
}
