import AWSServices
import AWSCore
import AWSTestSupport
import HumanLoops
import Testing

/// StopHumanLoop's and DeleteHumanLoop's requests and answers.
@Suite
struct MutationTests {
    /// The operations that change a loop.
    static let operations: [HumanLoopOperation] = [.stop, .delete]

    @Test("yes is an empty body or any JSON object", arguments: operations, ["", "{}", " {} ", #"{"a":[1]}"#])
    func yes(operation: HumanLoopOperation, body: String) async throws {
        #expect(try await A2IRuntimeCall(.answer(200, body)).error(of: operation) == nil)
    }

    @Test(
        "anything else is no yes, and may have been done",
        arguments: operations,
        ["<html></html>", "[]", "null", "\"\"", "{", "OK"]
    )
    func unreadable(operation: HumanLoopOperation, body: String) async throws {
        let error = try #require(try await A2IRuntimeCall(.answer(200, body)).error(of: operation))
        #expect(error.kind == .unreadable)
        #expect(error.isAmbiguous)
    }

    @Test(
        "an error inside an answer of success is no yes, and the call may have been carried out",
        arguments: operations,
        [
            #"{"__type":"InternalServerException","Message":"why"}"#, #"{"__type":"ThrottlingException"}"#,
            #"{"code":"ConflictException","message":"why"}"#, #"{"message":"Internal server error"}"#,
            #"{"Error":{"Code":"x"}}"#, #"{"errors":[]}"#,
        ]
    )
    func errorInBody(operation: HumanLoopOperation, body: String) async throws {
        let error = try #require(try await A2IRuntimeCall(.answer(200, body)).error(of: operation))
        #expect(error.kind == .unreadable)
        #expect(error.isAmbiguous)
        #expect(error.attempts == 1)
    }

    @Test("an error in the header of an answer of success is no answer, whatever the call", arguments: ["", "{}"])
    func errorInHeader(body: String) async throws {
        for operation in HumanLoopOperation.allCases {
            for status in [200, 202] {
                let headers: KeyValuePairs = ["x-amzn-ErrorType": "InternalServerException:http://a/"]
                let call = try A2IRuntimeCall(.answer(status, body, headers: headers))
                let error = try #require(try await call.error(of: operation))
                #expect(error.kind == .unreadable)
                #expect(error.message.contains("InternalServerException"))
            }
        }
    }

    @Test("a call whose permit is over is not sent, and changes nothing", arguments: operations)
    func heldBack(operation: HumanLoopOperation) async throws {
        let call = try A2IRuntimeCall(.answer(200))
        let error = try #require(try await call.error(of: operation, permit: SendPermit { .milliseconds(15_001) }))
        #expect(error.kind == .heldBack)
        #expect(error.attempts == 0)
        #expect(!error.isAmbiguous)
        #expect(call.transport.requests.isEmpty)
        let inTime = try A2IRuntimeCall(.answer(200))
        #expect(try await inTime.error(of: operation, permit: SendPermit { .seconds(15) }) == nil)
        #expect(inTime.transport.requests.first?.condition != nil)
    }

    @Test("stop is a POST with the name in its body, delete a DELETE with the name in its path")
    func requests() async throws {
        let stop = try A2IRuntimeCall(.answer(200))
        #expect(try await stop.error(of: .stop) == nil)
        let stopped = try #require(stop.transport.requests.first)
        #expect(stopped.method == .post)
        #expect(stopped.target == "/human-loops/stop")
        #expect(String(decoding: stopped.body, as: UTF8.self) == #"{"HumanLoopName":"dup-000017"}"#)
        #expect(stopped.headersByName["content-type"] == "application/json")
        let delete = try A2IRuntimeCall(.answer(200))
        #expect(try await delete.error(of: .delete) == nil)
        let deleted = try #require(delete.transport.requests.first)
        #expect(deleted.method == .delete)
        #expect(deleted.target == "/human-loops/dup-000017")
        #expect(deleted.body.isEmpty)
        #expect(deleted.headersByName["content-type"] == nil)
    }

    @Test("whatever comes in the place of an answer goes back at once", arguments: operations)
    func retries(operation: HumanLoopOperation) async throws {
        let lost = try A2IRuntimeCall(.trouble(.noAnswer), .answer(200))
        let error = try #require(try await lost.error(of: operation))
        #expect(error.kind == .noAnswer)
        #expect(error.attempts == 1)
        let unsent = try A2IRuntimeCall(.trouble(.unreachable), .answer(200))
        #expect(try await unsent.error(of: operation)?.attempts == 0)
        #expect(unsent.transport.requests.count == 1)
    }
}
