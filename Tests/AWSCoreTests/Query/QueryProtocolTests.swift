@testable import AWSCore
import TestSupport
import Testing

/// The published cases of the query protocol that STS can meet: texts and whole numbers sent, texts and moments read.
///
/// The other cases are about lists, maps, blobs, floating-point numbers, recursive shapes, other forms of time,
/// compression, idempotency tokens and prefixes of hosts, none of which the three actions used here have.
@Suite(.enabled(if: ConformanceData.root != nil))
struct QueryProtocolTests {
    /// The cases of requests.
    static let inputs = QueryCase.read(
        "input",
        [
            "QueryEmptyInputAndEmptyOutput", "QueryNoInputAndNoOutput", "QueryNoInputAndOutput", "QueryHostWithPath",
            "QuerySimpleInputParamsStrings", "QuerySimpleInputParamsInteger",
        ]
    )

    /// The cases of answers that are a success and say something.
    static let outputs = QueryCase.read(
        "output",
        [
            "AwsQueryDateTimeWithNegativeOffset", "AwsQueryDateTimeWithPositiveOffset",
            "AwsQueryDateTimeWithFractionalSeconds", "QueryGreetingWithErrors", "QueryIgnoresWrappingXmlName",
            "QuerySimpleScalarProperties", "QueryXmlNamespaces", "QueryXmlTimestamps",
        ]
    )

    /// The cases of answers that are errors.
    static let errors = QueryCase.read(
        "output",
        ["QueryInvalidGreetingError", "QueryCustomizedError", "QueryComplexError"]
    )

    @Test("no case has gone missing")
    func count() {
        #expect(Self.inputs.count == 6)
        #expect(Self.outputs.count == 8)
        #expect(Self.errors.count == 3)
    }

    @Test("a request has the published form", arguments: inputs)
    func input(_ aCase: QueryCase) throws {
        let expected = try #require(aCase.serialized)
        let parameters = try #require(aCase.params).sorted { $0.key > $1.key }.map { (name: $0.key, value: $0.value) }
        let request = AWSRequest(
            action: aCase.given.name,
            version: "2020-01-08",
            parameters: parameters.map { (name: $0.name, value: $0.value.formText) }
        )
        #expect(String(decoding: request.body, as: UTF8.self) == expected.body)
        #expect(request.method == .post)
        let base = try expected.host.map { try #require(ServiceEndpoint("https://\($0)")).basePath } ?? ""
        #expect(base + request.path == expected.uri)
        let type = expected.headers?["Content-Type"] ?? request.contentType.rawValue
        #expect(request.contentType.rawValue == type)
    }

    @Test("an answer says what is published", arguments: outputs)
    func output(_ aCase: QueryCase) throws {
        let body = Array(try #require(aCase.response?.body).utf8)
        let result = try STSClient.result(of: aCase.given.name, in: body)
        var checked = 0
        for (name, value) in try #require(aCase.result) {
            switch value {
            case .text(let text): #expect((result.text(of: name) ?? "") == text)
            case .number(let number) where name == "datetime" || name == "normal":
                #expect(result.text(of: name).flatMap { CredentialTime.seconds($0) } == Int64(number))
            case .number, .other: continue
            }
            checked += 1
        }
        #expect(checked > 0 || aCase.id == "QueryXmlNamespaces")
        if aCase.id == "QueryXmlNamespaces" { #expect(result["nested"]?.text(of: "foo") == "Foo") }
    }

    @Test("an error keeps its code, its words and its id", arguments: errors)
    func error(_ aCase: QueryCase) throws {
        let response = try #require(aCase.response)
        let body = Array(try #require(response.body).utf8)
        let fault = AWSServiceFault(HTTPResponse(status: response.status_code, body: body))
        #expect(fault.status == response.status_code)
        #expect(fault.code == aCase.errorCode)
        #expect(fault.message == aCase.errorMessage ?? "")
        #expect(fault.requestID == "foo-id")
    }

    @Test("an answer to something else is none")
    func otherAction() {
        let body = Array("<AResponse><AResult/></AResponse>".utf8)
        #expect(throws: HTTPTransportError.self) { try STSClient.result(of: "B", in: body) }
        #expect(throws: HTTPTransportError.self) { try STSClient.result(of: "A", in: Array("<AResponse/>".utf8)) }
    }
}
