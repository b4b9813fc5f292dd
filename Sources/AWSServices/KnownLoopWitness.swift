package import AWSCore
import HumanLoops

/// The service itself, asked with other keys for loops that are known: whose loop it shows, theirs are the keys.
package struct KnownLoopWitness: AccountWitness {
    /// How many loops are asked for: some of those that are known may be gone by now.
    static let mostQuestions = 8
    /// The longest time for one question.
    static let timeLimit = Duration.seconds(10)

    /// The loops.
    private let loops: KnownLoops
    /// Makes a client that signs with keys.
    private let makeClient: @Sendable (StaticCredentials) -> A2IRuntimeClient

    /// Makes a witness.
    ///
    /// - Parameters:
    ///   - loops: the loops that are known.
    ///   - configuration: where to call.
    ///   - transport: what carries requests.
    ///   - surroundings: the time, waiting and chance.
    ///   - userAgent: how the program names itself.
    package init(
        _ loops: KnownLoops,
        configuration: AWSConfiguration,
        transport: some HTTPTransport,
        surroundings: CallSurroundings,
        userAgent: UserAgent
    ) {
        self.loops = loops
        makeClient = { credentials in
            A2IRuntimeClient(
                configuration: configuration,
                credentials: credentials,
                transport: transport,
                surroundings: surroundings,
                userAgent: userAgent,
                timeLimit: Self.timeLimit
            )
        }
    }

    /// Asks for one loop after the other, until one is there.
    ///
    /// - Throws: `CredentialsError`, `cancelled`, when the caller's task is.
    package func account(of credentials: ProvidedCredentials) async throws(CredentialsError) -> AccountTestimony {
        let client = makeClient(StaticCredentials(credentials))
        let names = loops.names.prefix(Self.mostQuestions)
        for name in names {
            do throws(HumanLoopServiceError) {
                let loop = try await client.describeHumanLoop(name).value
                let account = KnownLoops.account(in: [loop.arn, loop.flowDefinitionARN])
                return account.map { .account($0) } ?? .unknown("the loop '\(name)' does not name its account")
            } catch {
                switch error.kind {
                case .notFound: continue
                case .cancelled: throw CredentialsError(.cancelled, "the search for credentials was cancelled")
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
