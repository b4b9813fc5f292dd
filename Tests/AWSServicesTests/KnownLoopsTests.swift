@testable import AWSServices
import AWSCore
import AWSTestSupport
import HumanLoops
import TestSupport
import Testing

/// The loops that other keys are tried with.
@Suite
struct KnownLoopsTests {
    /// A name with a number.
    private static func name(_ number: Int) throws -> HumanLoopName { try #require(HumanLoopName("n\(number)")) }

    /// The ARN of a loop of an account.
    private static func arn(_ name: String, _ account: String = "111111111111") -> String {
        "arn:aws:sagemaker:us-east-1:\(account):human-loop/\(name)"
    }

    /// The answer to a question for a loop.
    private static func loop(_ name: String, arn: String? = nil, flow: String? = nil) -> ScriptedTransport.Step {
        let arn = arn.map { #","HumanLoopArn":"\#($0)""# } ?? ""
        let flow = flow.map { #","FlowDefinitionArn":"\#($0)""# } ?? ""
        return .answer(
            200,
            #"{"CreationTime":0,"HumanLoopName":"\#(name)","HumanLoopStatus":"Failed"\#(arn)\#(flow)}"#
        )
    }

    /// The answer of a service that has no such loop.
    private static let missing = ScriptedTransport.Step.answer(404, #"{"__type":"ResourceNotFoundException"}"#)

    @Test("the latest are kept, each once, and not those that were deleted")
    func kept() throws {
        let loops = KnownLoops()
        #expect(!loops.isAny)
        for number in 0..<40 { loops.note(try Self.name(number)) }
        loops.note(try Self.name(39))
        #expect(loops.isAny)
        #expect(loops.names == (8..<40).reversed().compactMap { HumanLoopName("n\($0)") })
        for number in [39, 8, 20, 99] { loops.forget(try Self.name(number)) }
        #expect(loops.names.map(\.rawValue).prefix(2) == ["n38", "n37"])
        #expect(loops.names.count == 29)
        for number in 50..<55 { loops.note(try Self.name(number)) }
        #expect(loops.names.count == 32)
        #expect(loops.names.first?.rawValue == "n54")
        #expect(loops.names.last?.rawValue == "n11")
    }

    @Test("a client tells of the loops that its answers name, and of their account")
    func told() async throws {
        let loops = KnownLoops()
        let transport = ScriptedTransport([
            Self.missing,
            Self.loop("n1", arn: Self.arn("n1")),
            .answer(
                200,
                #"{"HumanLoopSummaries":[{"HumanLoopName":"n2","HumanLoopStatus":"Failed","CreationTime":1}]}"#
            ),
            .answer(200),
        ])
        let client = A2IRuntimeClient(
            configuration: try .example(.a2iRuntime),
            credentials: StaticCredentials.example(),
            tools: CallTools(
                transport,
                RecordingEnvironment().environment,
                UserAgent(product: "loopsweep", version: "1")
            ),
            knownLoops: loops
        )
        let name = try Self.name(1)
        await #expect(throws: HumanLoopServiceError.self) { try await client.describeHumanLoop(name) }
        #expect(loops.isAny && loops.account == nil)
        _ = try await client.describeHumanLoop(name)
        #expect(loops.account == "111111111111")
        _ = try await client.listHumanLoops(HumanLoopQuery(flowDefinitionARN: "f"))
        #expect(loops.names.map(\.rawValue) == ["n2", "n1"])
        _ = try await client.deleteHumanLoop(name, .unlimited)
        #expect(loops.names.map(\.rawValue) == ["n2"])
    }

    /// A row: the answers to questions for n3, n2 and n1, and what they come to.
    struct Row: Sendable {
        /// The answers.
        var steps: [ScriptedTransport.Step]
        /// What they come to.
        var testimony: AccountTestimony
        /// How many questions are asked.
        var questions: Int
    }

    /// What a service may say of loops when it is asked with other keys.
    static let rows = [
        Row(steps: [loop("n3", arn: arn("n3"))], testimony: .account("111111111111"), questions: 1),
        Row(
            steps: [loop("n3", arn: arn("n3", "222222222222"))],
            testimony: .account("222222222222"),
            questions: 1
        ),
        Row(
            steps: [missing, loop("n2", flow: "arn:aws:sagemaker:us-east-1:333333333333:flow-definition/f")],
            testimony: .account("333333333333"),
            questions: 2
        ),
        Row(
            steps: [missing, missing, missing],
            testimony: .unknown("of 3 loops that the run knows none is there for them"),
            questions: 3
        ),
        Row(steps: [loop("n3")], testimony: .unknown("the loop 'n3' does not name its account"), questions: 1),
        Row(
            steps: [.answer(403, #"{"__type":"AccessDeniedException"}"#)],
            testimony: .unknown("the service, asked for loop 'n3', answered AccessDeniedException"),
            questions: 1
        ),
        Row(
            steps: [missing, .answer(429), .answer(200)],
            testimony: .unreachable("the service, asked for loop 'n2', did not answer: HTTP429"),
            questions: 2
        ),
    ]

    @Test("other keys are of the account whose loop they show; a loop that is gone shows nothing", arguments: rows)
    func witness(_ row: Row) async throws {
        let loops = KnownLoops()
        for number in 1...3 { loops.note(try Self.name(number)) }
        let transport = ScriptedTransport(row.steps)
        let witness = KnownLoopWitness(
            loops,
            configuration: try .example(.a2iRuntime),
            tools: CallTools(
                transport,
                RecordingEnvironment().environment,
                UserAgent(product: "loopsweep", version: "1")
            )
        )
        let credentials = try await StaticCredentials.example().credentials()
        #expect(try await witness.account(of: credentials) == row.testimony)
        #expect(transport.requests.count == row.questions)
    }
}
