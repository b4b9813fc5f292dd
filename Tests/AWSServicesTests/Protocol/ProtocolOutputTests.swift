@testable import AWSServices
@testable import AWSCore
import AWSSigning
import AWSTestSupport
import FoundationEssentials
import HumanLoops
import TestSupport
import Testing

/// The answers of the AWS REST-JSON protocol as Smithy publishes them, those that apply to this client.
///
/// Of an error its code, its words, its status and its id are kept; the members of other errors than A2I's are not.
/// The suite is skipped where the folder of the vectors is absent.
@Suite(.enabled(if: ConformanceData.root != nil))
struct ProtocolOutputTests {
    @Test("no case has gone missing")
    func count() {
        #expect(ProtocolOutput.all.count == 36)
        #expect(ProtocolOutput.all.count { $0.aCase.errorCode != nil } == 12)
    }

    @Test("an answer says what is published", arguments: ProtocolOutput.all)
    func answer(_ output: ProtocolOutput) async throws {
        let wire = output.aCase.response
        let headers = (wire.headers ?? [:]).map { HTTPHeader($0.key, $0.value) } + [HTTPHeader("x-amzn-requestid", "r")]
        let response = HTTPResponse(status: wire.status_code, headers: headers, body: Array((wire.body ?? "").utf8))
        let call = try ProtocolCall(.success(response))
        let request = AWSRequest(.get, segments: ["x"], retryScope: .mutations)
        guard let code = output.aCase.errorCode else {
            let answer = try await call.client.call(request)
            let said = try Self.reading(output.model, output.aCase.given.output, answer)
            #expect(said == output.aCase.result)
            return
        }
        let error = await #expect(throws: AWSCallError.self) { try await call.client.call(request) }
        let fault = AWSServiceFault(
            status: wire.status_code,
            code: code,
            message: output.aCase.errorMessage ?? "",
            requestID: "r"
        )
        #expect(error == AWSCallError(failure: .fault(fault), attempts: 1))
    }

    /// Reads an answer as its model wants it.
    private static func reading(
        _ model: ProtocolModel,
        _ reference: ProtocolModel.Reference?,
        _ answer: HTTPResponse
    ) throws -> JSONTree {
        let body = try answer.decoded(as: JSONTree.self)
        let value = try reading(model, reference ?? ProtocolModel.Reference(shape: ""), body)
        guard case .object(var fields) = value else { return value }
        for (name, member) in model.members(of: reference) where member.location == "header" {
            let header = answer.header((member.locationName ?? name).lowercased())
            fields[name] = header.map { .text($0) }
        }
        return .object(fields)
    }

    /// Reads a value as its shape wants it; members that the shape has not, or that are null, are left out.
    private static func reading(
        _ model: ProtocolModel,
        _ reference: ProtocolModel.Reference,
        _ value: JSONTree
    ) throws -> JSONTree {
        let shape = model.shapes[reference.shape]
        switch (shape?.type, value) {
        case ("timestamp", _):
            let bytes = try JSONEncoder().encode(value)
            let moment = try JSONDecoder().decode(WireTimestamp.self, from: bytes).value
            return .number(Double(moment.millisecondsSinceEpoch) / 1_000)
        case ("list", .list(let items)):
            let element = try #require(shape?.member)
            return .list(try items.map { try reading(model, element, $0) })
        case ("structure", .object), (nil, .object):
            var fields: [String: JSONTree] = [:]
            for (name, member) in model.members(of: reference) where member.location == nil {
                guard let found = value[member.locationName ?? name], found != .null else { continue }
                fields[name] = try reading(model, member, found)
            }
            return .object(fields)
        default:
            return value
        }
    }
}
