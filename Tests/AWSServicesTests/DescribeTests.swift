import AWSServices
import AWSCore
import AWSTestSupport
import HumanLoops
import TestSupport
import Testing

/// DescribeHumanLoop's answers.
@Suite
struct DescribeTests {
    /// Describes the loop over one answer.
    private func describe(_ body: String) async throws -> HumanLoopAnswer<HumanLoop> {
        try await A2IRuntimeCall(.answer(200, body)).client
            .describeHumanLoop(try #require(HumanLoopName(A2IRuntimeCall.name)))
    }

    /// The ARN of the loop that is asked for.
    private static let arn = "arn:aws:sagemaker:us-east-1:123456789012:human-loop/dup-000017"

    @Test("every member is read")
    func full() async throws {
        let answer = try await describe(
            """
            {"CreationTime":"2022-04-24T20:14:22.850Z","FailureCode":"Expired","FailureReason":"why",
             "FlowDefinitionArn":"flow","HumanLoopArn":"\(Self.arn)","HumanLoopName":"dup-000017",
             "HumanLoopOutput":{"OutputS3Uri":"s3://b/k"},"HumanLoopStatus":"Failed"}
            """
        )
        #expect(
            answer.value
                == HumanLoop(
                    name: try #require(HumanLoopName("dup-000017")),
                    status: .failed,
                    creationTime: Timestamp(millisecondsSinceEpoch: 1_650_831_262_850),
                    flowDefinitionARN: "flow",
                    arn: Self.arn,
                    failureCode: "Expired",
                    failureReason: "why",
                    outputS3URI: "s3://b/k"
                )
        )
        #expect(answer.attempts == 1)
    }

    /// A flow definition's ARN, a loop's ARN, and whether they can be of the loop that was asked for.
    private static let arns: [(flow: String?, loop: String, isIts: Bool)] = [
        (nil, arn, true),
        (nil, "", true),
        ("arn:aws:sagemaker:us-east-1:123456789012:flow-definition/f", arn, true),
        ("flow", arn, true),
        ("arn:aws-cn:sagemaker:us-east-1:123456789012:flow-definition/f", arn, false),
        (nil, "arn:aws:sagemaker:us-east-1:123456789012:human-loop/dup-000018", false),
        (nil, "arn:aws:sagemaker:us-east-1:123456789012:flow-definition/dup-000017", false),
        (nil, "arn:aws:s3:us-east-1:123456789012:human-loop/dup-000017", false),
        (nil, "dup-000017", false),
    ]

    @Test("an answer whose ARN is that of something else is about another loop", arguments: arns)
    func otherARN(_ row: (flow: String?, loop: String, isIts: Bool)) async throws {
        let flow = row.flow.map { #","FlowDefinitionArn":"\#($0)""# } ?? ""
        let call = try A2IRuntimeCall(
            .answer(
                200,
                #"{"CreationTime":0,"HumanLoopName":"dup-000017","HumanLoopStatus":"Failed","#
                    + #""HumanLoopArn":"\#(row.loop)"\#(flow)}"#
            )
        )
        let error = try await call.error(of: .describe)
        #expect(error?.kind == (row.isIts ? nil : .unreadable))
        if !row.isIts { #expect(error?.message == "the answer is about another loop") }
    }

    @Test("an error inside an answer of success is no description and no page")
    func errorInside() async throws {
        let type = #""__type":"InternalServerException""#
        let loop = #"{"CreationTime":0,"HumanLoopName":"dup-000017","HumanLoopStatus":"Failed",\#(type)}"#
        #expect(try await A2IRuntimeCall(.answer(200, loop)).error(of: .describe)?.kind == .unreadable)
        let page = #"{"HumanLoopSummaries":[],\#(type)}"#
        #expect(try await A2IRuntimeCall(.answer(200, page)).error(of: .list)?.kind == .unreadable)
    }

    @Test(
        "every answer tells the service's time, where it has a date",
        arguments: [
            ("Sun, 22 Nov 2026 10:00:00 GMT", 1_795_341_600_000), ("yesterday", nil), (nil, nil),
        ] as [(String?, Int64?)]
    )
    func serviceTime(_ date: String?, _ expected: Int64?) async throws {
        let loop = #"{"CreationTime":0,"HumanLoopName":"dup-000017","HumanLoopStatus":"Failed"}"#
        /// Makes a call whose answer has the date.
        func call(_ body: String) throws -> A2IRuntimeClient {
            try A2IRuntimeCall(.answer(200, body, headers: date.map { ["Date": $0] } ?? [:])).client
        }
        let time = expected.map { Timestamp(millisecondsSinceEpoch: $0) }
        let name = try #require(HumanLoopName(A2IRuntimeCall.name))
        #expect(try await call(loop).describeHumanLoop(name).serviceTime == time)
        let query = HumanLoopQuery(flowDefinitionARN: "f")
        #expect(try await call(#"{"HumanLoopSummaries":[]}"#).listHumanLoops(query).serviceTime == time)
        #expect(try await call("{}").stopHumanLoop(name, .unlimited).serviceTime == time)
        #expect(try await call("").deleteHumanLoop(name, .unlimited).serviceTime == time)
    }

    @Test("null is absent, members and statuses that are not known do no harm")
    func open() async throws {
        let answer = try await describe(
            """
            {"CreationTime":0,"FailureCode":null,"HumanLoopName":"dup-000017","HumanLoopOutput":null,
             "HumanLoopStatus":"Paused","New":{"a":[1,{}]}}
            """
        )
        #expect(answer.value.status == .other("Paused"))
        #expect(answer.value.failureCode == nil)
        #expect(answer.value.outputS3URI == nil)
        #expect(answer.value.flowDefinitionARN == nil)
    }

    @Test(
        "a moment is read as text or number",
        arguments: [
            (#""2022-04-24T20:14:22.850Z""#, 1_650_831_262_850),
            (#""2022-04-24T20:14:22Z""#, 1_650_831_262_000),
            (#""2022-04-24T20:14:22.8509999Z""#, 1_650_831_262_850),
            (#""2022-04-24T22:14:22.850+02:00""#, 1_650_831_262_850),
            (#""2022-04-24T18:14:22.850-02:00""#, 1_650_831_262_850),
            ("1650831262.85", 1_650_831_262_850),
            ("1650831262", 1_650_831_262_000),
            ("1.65083126285E9", 1_650_831_262_850),
            (#""1650831262.850""#, 1_650_831_262_850),
            ("0", 0),
            ("-1.5", -1_500),
        ] as [(String, Int64)]
    )
    func moments(text: String, milliseconds: Int64) async throws {
        let body = #"{"CreationTime":\#(text),"HumanLoopName":"dup-000017","HumanLoopStatus":"Stopped"}"#
        let moment = try await describe(body).value.creationTime
        #expect(moment == Timestamp(millisecondsSinceEpoch: milliseconds))
    }

    @Test(
        "an answer of success that is not one of the service is unreadable",
        arguments: [
            "", " ", "null", "[]", "{}", "<html></html>", "\u{0}", "{\"CreationTime\":0",
            #"{"HumanLoopName":"dup-000017","HumanLoopStatus":"Stopped"}"#,
            #"{"CreationTime":0,"HumanLoopStatus":"Stopped"}"#,
            #"{"CreationTime":0,"HumanLoopName":"dup-000017"}"#,
            #"{"CreationTime":0,"HumanLoopName":"another","HumanLoopStatus":"Stopped"}"#,
            #"{"CreationTime":0,"HumanLoopName":"DUP-000017","HumanLoopStatus":"Stopped"}"#,
            #"{"CreationTime":0,"HumanLoopName":null,"HumanLoopStatus":"Stopped"}"#,
            #"{"CreationTime":0,"HumanLoopName":"dup-000017","HumanLoopStatus":1}"#,
            #"{"CreationTime":"nan","HumanLoopName":"dup-000017","HumanLoopStatus":"Stopped"}"#,
            #"{"CreationTime":"0x10","HumanLoopName":"dup-000017","HumanLoopStatus":"Stopped"}"#,
            #"{"CreationTime":"2022-04-24","HumanLoopName":"dup-000017","HumanLoopStatus":"Stopped"}"#,
            #"{"CreationTime":1e300,"HumanLoopName":"dup-000017","HumanLoopStatus":"Stopped"}"#,
            #"{"CreationTime":1e999,"HumanLoopName":"dup-000017","HumanLoopStatus":"Stopped"}"#,
            #"{"CreationTime":true,"HumanLoopName":"dup-000017","HumanLoopStatus":"Stopped"}"#,
            String(repeating: "[", count: 100_000),
        ]
    )
    func unreadable(body: String) async throws {
        let call = try A2IRuntimeCall(.answer(200, body, headers: ["x-amzn-requestid": "r"]))
        let error = try #require(try await call.error(of: .describe))
        #expect(error.kind == .unreadable)
        #expect(error.code == "UnreadableAnswer")
        #expect(error.httpStatus == 200)
        #expect(error.requestID == "r")
        #expect(!error.message.isEmpty)
        #expect(call.transport.requests.count == 1)
    }

    @Test("random changes of a good answer are read or refused")
    func fuzz() async throws {
        let good = Array(
            #"{"CreationTime":"2022-04-24T20:14:22.850Z","HumanLoopName":"dup-000017","HumanLoopStatus":"Stopped"}"#
                .utf8
        )
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<2_000 {
            var bytes = good
            for _ in 0..<3 {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(
                    in: .min ... .max,
                    using: &generator
                )
            }
            let call = try A2IRuntimeCall(.answer(200, String(decoding: bytes, as: UTF8.self)))
            if let error = try await call.error(of: .describe) { #expect(error.kind == .unreadable) }
        }
    }
}
