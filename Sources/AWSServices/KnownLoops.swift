package import AWSCore
package import HumanLoops
import Synchronization

/// The loops that a run has lately been told of: by them other keys can be shown to be of the same account.
package final class KnownLoops: AccountEvidence {
    static let capacity = 32

    private struct State {
        /// The oldest first.
        var names: [HumanLoopName] = []
        var account: String?
        var isAny = false
    }

    private let state = Mutex(State())

    package init() {}

    /// Twelve digits; nil before a loop has told it.
    package var account: String? { state.withLock { $0.account } }

    /// Whether the service has answered anything by which a loop was judged.
    package var isAny: Bool { state.withLock { $0.isAny } }

    /// The latest first.
    var names: [HumanLoopName] { state.withLock { $0.names.reversed() } }

    func note() { state.withLock { $0.isAny = true } }

    /// Notes a loop that is there, or was when the run last knew; of the ARNs the most telling comes first.
    package func note(_ name: HumanLoopName, _ arns: String?...) {
        state.withLock { state in
            state.isAny = true
            if state.account == nil { state.account = Self.account(in: arns) }
            guard !state.names.contains(name) else { return }
            if state.names.count == Self.capacity { state.names.removeFirst() }
            state.names.append(name)
        }
    }

    func forget(_ name: HumanLoopName) { state.withLock { $0.names.removeAll { $0 == name } } }

    /// The first account that an ARN tells; nil when none does.
    static func account(in arns: [String?]) -> String? {
        arns.lazy.compactMap { $0.flatMap { AmazonResourceName($0)?.account } }.first { !$0.isEmpty }
    }
}

/// The service itself, asked with other keys for loops that are known: whose loop it shows, theirs are the keys.
package struct KnownLoopWitness: AccountWitness {
    /// How many loops are asked for: some of those that are known may be gone by now.
    static let mostQuestions = 8
    /// For one question.
    static let timeLimit = Duration.seconds(10)

    private let loops: KnownLoops
    private let configuration: AWSConfiguration
    private let tools: CallTools

    package init(_ loops: KnownLoops, configuration: AWSConfiguration, tools: CallTools) {
        self.loops = loops
        self.configuration = configuration
        self.tools = tools
    }

    /// Asks for one loop after the other, until one is there.
    package func account(of credentials: ProvidedCredentials) async throws(CredentialError) -> AccountTestimony {
        let client = A2IRuntimeClient(
            configuration: configuration,
            credentials: StaticCredentials(credentials),
            tools: tools,
            timeLimit: Self.timeLimit
        )
        let names = loops.names.prefix(Self.mostQuestions)
        for name in names {
            do throws(HumanLoopServiceError) {
                let loop = try await client.describeHumanLoop(name).value
                let account = KnownLoops.account(in: [loop.arn, loop.flowDefinitionARN])
                return account.map { .account($0) } ?? .unknown("the loop '\(name)' does not name its account")
            } catch {
                switch error.kind {
                case .notFound: continue
                case .cancelled: throw .cancelled
                case .accessDenied, .credentials, .invalid, .rejected, .unreadable, .heldBack:
                    return .unknown("the service, asked for loop '\(name)', answered \(error.code)")
                case .throttled, .server, .noAnswer, .unreachable:
                    return .unreachable("the service, asked for loop '\(name)', did not answer: \(error.code)")
                }
            }
        }
        guard !names.isEmpty else { return .unknown("no loop is known that could show it") }
        return .unknown("of \(names.count) loops that the run knows none is there for them")
    }
}
