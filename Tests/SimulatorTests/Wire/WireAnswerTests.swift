import HumanLoops
import TestSupport
import Testing

@testable import Simulator

/// How answers are written.
@Suite struct WireAnswerTests {
    /// Writes an answer down.
    private func write(_ answer: SimulatedAnswer, _ place: ServiceVariants.ErrorCodePlace = .header) -> WireAnswer {
        WireAnswer(answer, requestID: "id", errorCode: place)
    }

    @Test("a description holds what is known, and its time as text with milliseconds")
    func description() {
        var loop = HumanLoop.sample(.completed, name: "dup-1", created: .sampleStart)
        loop.failureReason = "line\n\"quoted\" \\ \u{1}é"
        let answer = write(.described(loop))
        #expect(answer.status == 200)
        #expect(
            String(decoding: answer.body, as: UTF8.self)
                == #"{"CreationTime":"2026-11-22T10:00:00.000Z","FailureReason":"line\n\"quoted\" \\ \u0001é","#
                + #""HumanLoopStatus":"Completed","HumanLoopName":"dup-1","#
                + #""HumanLoopArn":"arn:aws:sagemaker:us-east-1:123456789012:human-loop/dup-1","#
                + #""FlowDefinitionArn":"arn:aws:sagemaker:us-east-1:123456789012:flow-definition/invoice-review","#
                + #""HumanLoopOutput":{"OutputS3Uri":"s3://answers/dup-1/output.json"}}"#
        )
    }

    @Test("a page holds its rows and its token")
    func page() {
        let rows = [
            HumanLoopSummary(name: .sample("a"), status: .failed, creationTime: .sampleStart, failureReason: "r"),
            HumanLoopSummary(
                name: .sample("b"),
                status: .inProgress,
                creationTime: .sampleStart,
                flowDefinitionARN: "f"
            ),
        ]
        let body = write(.listed(HumanLoopPage(summaries: rows, nextToken: "t"))).body
        #expect(
            String(decoding: body, as: UTF8.self)
                == #"{"HumanLoopSummaries":[{"HumanLoopName":"a","HumanLoopStatus":"Failed","#
                + #""CreationTime":"2026-11-22T10:00:00.000Z","FailureReason":"r"},"#
                + #"{"HumanLoopName":"b","HumanLoopStatus":"InProgress","CreationTime":"2026-11-22T10:00:00.000Z","#
                + #""FlowDefinitionArn":"f"}],"NextToken":"t"}"#
        )
        let empty = write(.listed(HumanLoopPage(summaries: [])))
        #expect(String(decoding: empty.body, as: UTF8.self) == #"{"HumanLoopSummaries":[]}"#)
    }

    @Test("a stop and a delete that are accepted have an empty 200")
    func accepted() {
        #expect(write(.accepted).status == 200)
        #expect(write(.accepted).body.isEmpty)
    }

    @Test("an error's code stands in the header or in the body")
    func refused() {
        let refusal = SimulatedAnswer.refused(ServiceRefusal(.throttling, "Rate exceeded"))
        let inHeader = write(refusal)
        #expect(inHeader.status == 429)
        #expect(inHeader.errorType == "ThrottlingException")
        #expect(String(decoding: inHeader.body, as: UTF8.self) == #"{"Message":"Rate exceeded"}"#)
        let inBody = write(refusal, .body)
        #expect(inBody.errorType == nil)
        #expect(
            String(decoding: inBody.body, as: UTF8.self)
                == #"{"__type":"ThrottlingException","Message":"Rate exceeded"}"#
        )
    }

    @Test(
        "a moment is written as HTTP dates are",
        arguments: [
            (Timestamp.sampleStart, "Sun, 22 Nov 2026 10:00:00 GMT"),
            (Timestamp(millisecondsSinceEpoch: 0), "Thu, 01 Jan 1970 00:00:00 GMT"),
            (Timestamp(millisecondsSinceEpoch: 951_782_400_000), "Tue, 29 Feb 2000 00:00:00 GMT"),
        ]
    )
    func httpDate(moment: Timestamp, expected: String) {
        #expect(moment.httpDate == expected)
    }

    @Test("an entry of the log is one line of JSON without what is absent")
    func logEntry() {
        var entry = RequestLogEntry(time: .sampleStart, requestID: "id")
        #expect(
            String(decoding: entry.jsonLine, as: UTF8.self)
                == "{\"time\":\"2026-11-22T10:00:00.000Z\",\"requestId\":\"id\"}\n"
        )
        entry.operation = .stop
        entry.loop = .sample("dup-1")
        entry.statusBefore = .stopping
        entry.httpStatus = 400
        entry.code = .validation
        entry.fault = .slowBody
        #expect(
            String(decoding: entry.jsonLine, as: UTF8.self)
                == #"{"time":"2026-11-22T10:00:00.000Z","operation":"StopHumanLoop","loop":"dup-1","#
                + #""statusBefore":"Stopping","httpStatus":400,"code":"ValidationException","fault":"slowBody","#
                + "\"requestId\":\"id\"}\n"
        )
    }
}
