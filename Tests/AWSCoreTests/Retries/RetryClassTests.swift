@testable import AWSCore
import TestSupport
import Testing

/// The classes of failures against the published table, whose tests are skipped where it is absent.
@Suite
struct RetryClassTests {
    @Test(
        "what is published as a throttle is one, and nothing else",
        .enabled(if: ConformanceData.root != nil),
        arguments: ErrorClassification.published?.cases_throttling ?? []
    )
    func throttling(_ row: ErrorClassification.Row) {
        #expect((RetryClass(row.failure) == .throttling) == row.applies)
    }

    @Test(
        "what is published as passing trouble is tried again as such",
        .enabled(if: ConformanceData.root != nil),
        arguments: ErrorClassification.published?.cases_transient ?? []
    )
    func transient(_ row: ErrorClassification.Row) {
        // This code is in both tables; throttling comes first, as in the SDKs.
        let expected: RetryClass = row.code == "PriorRequestNotComplete" ? .throttling : .transient
        #expect((RetryClass(row.failure) == expected) == row.applies)
    }

    @Test("the table is as large as it was", .enabled(if: ConformanceData.root != nil))
    func count() throws {
        let published = try #require(ErrorClassification.published)
        #expect(published.cases_throttling.count == 19)
        #expect(published.cases_transient.count == 13)
        #expect(published.throttling_error_codes == RetryClass.throttlingCodes)
    }

    @Test(
        "failures beyond the table",
        arguments: [
            (.fault(AWSServiceFault(status: 429, code: nil)), .throttling),
            (.fault(AWSServiceFault(status: 404, code: "ResourceNotFoundException")), .permanent),
            (.fault(AWSServiceFault(status: 302, code: nil)), .permanent),
            (.transport(HTTPTransportError(.unreachable, code: "", message: "")), .neverSent),
            (.transport(HTTPTransportError(.unreachable, code: "CertificateExpired", message: "")), .permanent),
            (.transport(HTTPTransportError(.noAnswer, code: "", message: "")), .transient),
            (.transport(HTTPTransportError(.noAnswer, code: "ClientCertificateWanted", message: "")), .permanent),
            (.transport(HTTPTransportError(.unreadable, code: "", message: "")), .permanent),
            (.transport(.cancelled), .permanent),
        ] as [(AWSCallFailure, RetryClass)]
    )
    func others(failure: AWSCallFailure, expected: RetryClass) {
        #expect(RetryClass(failure) == expected)
    }
}
