/// Whom keys belong to, by the word of someone who was asked with them.
package enum AccountTestimony: Hashable, Sendable {
    /// They are of an account, twelve digits, and of whom AWS takes the caller for.
    case account(String, callerARN: String? = nil)
    /// It does not know, and another question would bring no more; with the reason.
    case unknown(String)
    /// It could not be asked just now; with the reason.
    case unreachable(String)
}

/// Someone who can tell which account keys belong to.
package protocol AccountWitness: Sendable {
    /// Asks about keys, with nothing but these; the only error is `cancelled`.
    func account(of credentials: ProvidedCredentials) async throws(CredentialError) -> AccountTestimony
}

/// What a run has learnt of its account by the answers that it got.
package protocol AccountEvidence: Sendable {
    /// The account of what the answers were about, twelve digits; nil when none has told it yet.
    var account: String? { get }
    /// Whether the service has answered anything by which a loop was judged.
    var isAny: Bool { get }
}

/// The Security Token Service, asked whom keys belong to.
package struct STSWitness: AccountWitness {
    /// The longest time for the question: a network may have no way to STS, and the run need not wait for that.
    static let timeLimit = Duration.seconds(5)

    private let configuration: AWSConfiguration
    private let tools: CallTools

    /// Makes a witness; the configuration is that of the service `sts`.
    package init(configuration: AWSConfiguration, tools: CallTools) {
        self.configuration = configuration
        self.tools = tools
    }

    /// Asks STS, which everybody may; the only error is `cancelled`.
    package func account(of credentials: ProvidedCredentials) async throws(CredentialError) -> AccountTestimony {
        let client = STSClient(
            configuration: configuration,
            credentials: StaticCredentials(credentials),
            tools: tools,
            timeLimit: Self.timeLimit
        )
        do throws(AWSCallError) {
            let identity = try await client.callerIdentity()
            // It is written down as it is, so it must be what it says: an ARN of the account, of the length that IAM allows.
            let isOfAccount = identity.arn.hasPrefix("arn:") && identity.arn.contains("::\(identity.account):")
            let arn = isOfAccount && identity.arn.utf8.count <= 2_048 ? identity.arn : nil
            return .account(identity.account, callerARN: arn)
        } catch {
            switch error.failure {
            case .transport(let trouble) where trouble.kind == .cancelled: throw .cancelled
            case .transport(let trouble): return .unreachable("STS did not answer: \(trouble.message)")
            case .fault(let fault):
                let words = "STS answered \(fault.code ?? "HTTP \(fault.status)")"
                return RetryClass(fault) == .permanent ? .unknown(words) : .unreachable(words)
            case .credentials(let trouble): throw trouble
            }
        }
    }
}
