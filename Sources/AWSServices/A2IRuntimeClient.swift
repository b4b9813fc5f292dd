package import AWSCore
package import HumanLoops

/// The A2I Runtime API over HTTPS: four operations, each one signed call.
package struct A2IRuntimeClient: HumanLoopService {
    private let client: AWSServiceClient
    /// Where it is noted which loops are there; nil for no notes.
    private let knownLoops: KnownLoops?

    /// Makes a client; `timeLimit` holds for one call with all its attempts, and is nil for no limit.
    package init(
        configuration: AWSConfiguration,
        credentials: some CredentialProvider,
        tools: CallTools,
        timeLimit: Duration? = nil,
        knownLoops: KnownLoops? = nil
    ) {
        self.knownLoops = knownLoops
        client = AWSServiceClient(
            .a2iRuntime,
            settings: configuration.calls,
            credentials: credentials,
            tools: tools,
            timeLimit: timeLimit
        )
    }

    /// The service's time as far as its answers told.
    package var clock: ServiceClock { client.clock }

    package var taskExecutor: (any TaskExecutor)? { client.taskExecutor }

    package func describeHumanLoop(
        _ name: HumanLoopName
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoop> {
        let (answer, response) = try await call(.describe(name), .describe, as: DescribeAnswer.self)
        guard let loop = answer.loop(named: name) else {
            throw HumanLoopServiceError(response.unreadable("the answer is about another loop"), of: .describe)
        }
        knownLoops?.note(name, loop.arn, loop.flowDefinitionARN)
        return HumanLoopAnswer(loop, from: response)
    }

    package func listHumanLoops(
        _ query: HumanLoopQuery
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoopPage> {
        let (answer, response) = try await call(.list(query), .list, as: ListAnswer.self)
        guard let page = answer.page() else {
            throw HumanLoopServiceError(response.unreadable("the answer names what cannot be a loop"), of: .list)
        }
        knownLoops?.note()
        // A few rows are enough.
        for row in page.summaries.suffix(KnownLoops.capacity / 4) { knownLoops?.note(row.name, row.flowDefinitionARN) }
        return HumanLoopAnswer(page, from: response)
    }

    package func stopHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        try await act(.stop(name, permit), .stop)
    }

    package func deleteHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        let answer = try await act(.delete(name, permit), .delete)
        knownLoops?.forget(name)
        return answer
    }

    /// The service says yes with an empty body or a JSON object.
    private func act(
        _ request: AWSRequest,
        _ operation: HumanLoopOperation
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        let (answer, response) = try await call(request, operation, as: EmptyAnswer.self)
        if let member = answer.errorMember {
            let reason = "the answer tells of an error in spite of its status: it has '\(member)'"
            throw HumanLoopServiceError(response.unreadable(reason), of: operation)
        }
        return HumanLoopAnswer((), from: response)
    }

    /// Throws also when an answer of success names an error, or is not what the operation answers.
    private func call<Answer: Decodable>(
        _ request: AWSRequest,
        _ operation: HumanLoopOperation,
        as type: Answer.Type
    ) async throws(HumanLoopServiceError) -> (answer: Answer, response: HTTPResponse) {
        do throws(AWSCallError) {
            // No answer of this service has to bring a secret, and what a loop is called is written down as it is.
            let response = try await client.call(request).withoutSecrets()
            if let type = response.header("x-amzn-errortype") {
                throw response.unreadable("the answer names an error in spite of its status: \(type.prefix(200))")
            }
            return (try response.decoded(as: type), response)
        } catch {
            let error = HumanLoopServiceError(error, of: operation)
            if error.kind == .notFound { knownLoops?.note() }
            throw error
        }
    }
}

extension HumanLoopAnswer {
    /// Puts what an answer says together with how it was got.
    fileprivate init(_ value: Value, from response: HTTPResponse) {
        self.init(
            value,
            attempts: response.attempts,
            serviceTime: response.serviceTime.map { Timestamp(millisecondsSinceEpoch: $0 * 1_000) }
        )
    }
}

extension AWSService {
    /// Amazon Augmented AI Runtime (service model `sagemaker-a2i-runtime`, version 2019-11-07).
    package static let a2iRuntime = AWSService(
        endpointPrefix: "a2i-runtime.sagemaker",
        configurationKey: "sagemaker_a2i_runtime",
        signingName: "sagemaker"
    )
}
