package import AWSCore
package import HumanLoops

/// The A2I Runtime API over HTTPS: four operations, each one signed call.
package struct A2IRuntimeClient: HumanLoopService {
    /// What signs, sends and tries again.
    private let client: AWSServiceClient
    /// Where it is written down which loops are there; nil for nowhere.
    private let knownLoops: KnownLoops?

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - configuration: where to call.
    ///   - credentials: what gives the keys to sign with.
    ///   - transport: what carries requests.
    ///   - surroundings: the time, waiting and chance.
    ///   - userAgent: how the program names itself.
    ///   - timeLimit: the longest time for one call with all its attempts; nil, the default, for no limit.
    ///   - knownLoops: where it is written down which loops are there; nil, the default, for nowhere.
    package init(
        configuration: AWSConfiguration,
        credentials: some CredentialsProvider,
        transport: some HTTPTransport,
        surroundings: CallSurroundings,
        userAgent: UserAgent,
        timeLimit: Duration? = nil,
        knownLoops: KnownLoops? = nil
    ) {
        self.knownLoops = knownLoops
        client = AWSServiceClient(
            .a2iRuntime,
            settings: configuration.calls,
            credentials: credentials,
            transport: transport,
            surroundings: surroundings,
            userAgent: userAgent,
            timeLimit: timeLimit
        )
    }

    /// The service's time as far as its answers told, and how far the machine's is from it.
    package var clock: ServiceClock { client.clock }

    /// Where tasks that make calls had best run; nil for anywhere.
    package var taskExecutor: (any TaskExecutor)? { client.taskExecutor }

    /// Reads what the service knows of one loop.
    ///
    /// - Throws: `HumanLoopServiceError` when no description was had; `notFound` when there is no loop of that name.
    package func describeHumanLoop(
        _ name: HumanLoopName
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoop> {
        let answer = try await call(.describe(name), .describe)
        guard let loop = try Self.decode(DescribeAnswer.self, from: answer).loop(named: name) else {
            throw HumanLoopServiceError(unreadable: answer, because: "the answer is about another loop")
        }
        knownLoops?.note(name, loop.arn, loop.flowDefinitionARN)
        return Self.answer(loop, answer)
    }

    /// Reads one page of the loops of a flow definition.
    ///
    /// - Throws: `HumanLoopServiceError` when no page was had.
    package func listHumanLoops(
        _ query: HumanLoopQuery
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoopPage> {
        let answer = try await call(.list(query), .list)
        guard let page = try Self.decode(ListAnswer.self, from: answer).page() else {
            throw HumanLoopServiceError(unreadable: answer, because: "the answer names what cannot be a loop")
        }
        knownLoops?.note()
        // A few rows are enough.
        for row in page.summaries.suffix(KnownLoops.capacity / 4) { knownLoops?.note(row.name, row.flowDefinitionARN) }
        return Self.answer(page, answer)
    }

    /// Asks the service to stop a loop that is in progress.
    ///
    /// - Throws: `HumanLoopServiceError` when the service did not say yes; `isAmbiguous` tells whether it may still
    ///   have acted.
    package func stopHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        try await act(.stop(name, permit), .stop)
    }

    /// Asks the service to delete a loop that is no longer in progress.
    ///
    /// - Throws: `HumanLoopServiceError` when the service did not say yes; `isAmbiguous` tells whether it may still
    ///   have acted.
    package func deleteHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        let answer = try await act(.delete(name, permit), .delete)
        knownLoops?.forget(name)
        return answer
    }

    /// Makes a call that changes a loop; the service says yes with an empty body or a JSON object.
    ///
    /// - Throws: `HumanLoopServiceError` when the service did not say yes.
    private func act(
        _ request: AWSRequest,
        _ operation: HumanLoopOperation
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        let answer = try await call(request, operation)
        if let member = try Self.decode(EmptyAnswer.self, from: answer).errorMember {
            throw HumanLoopServiceError(
                unreadable: answer,
                because: "the answer tells of an error in spite of its status: it has '\(member)'"
            )
        }
        return Self.answer((), answer)
    }

    /// Puts what an answer says together with how it was got.
    private static func answer<Value>(_ value: Value, _ answer: AWSCallAnswer) -> HumanLoopAnswer<Value> {
        HumanLoopAnswer(
            value,
            attempts: answer.timesSent,
            serviceTime: answer.serviceTime.map { Timestamp(millisecondsSinceEpoch: $0 * 1_000) }
        )
    }

    /// Makes a call.
    ///
    /// - Throws: `HumanLoopServiceError` when there was no answer of success, or one that names an error as well.
    private func call(
        _ request: AWSRequest,
        _ operation: HumanLoopOperation
    ) async throws(HumanLoopServiceError) -> AWSCallAnswer {
        var answer: AWSCallAnswer
        do {
            answer = try await client.call(request)
        } catch {
            let error = HumanLoopServiceError(error, of: operation)
            if error.kind == .notFound { knownLoops?.note() }
            throw error
        }
        // No answer of this service has to bring a secret, and what a loop is called is written down as it is.
        answer.response = answer.response.withoutSecrets()
        if let type = answer.response.header("x-amzn-errortype") {
            throw HumanLoopServiceError(
                unreadable: answer,
                because: "the answer names an error in spite of its status: \(type.prefix(200))"
            )
        }
        return answer
    }

    /// Reads the JSON of an answer.
    ///
    /// - Throws: `HumanLoopServiceError` when the body is not JSON, or a member is missing or of another type.
    private static func decode<Answer: Decodable>(
        _ type: Answer.Type,
        from answer: AWSCallAnswer
    ) throws(HumanLoopServiceError) -> Answer {
        do {
            return try answer.decoded(as: type)
        } catch {
            throw HumanLoopServiceError(unreadable: answer, because: error.reason)
        }
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
