import AWSCore
import AWSSigning
import Testing

/// The `date` header of answers.
@Suite
struct HTTPResponseDateTests {
    @Test(
        "a date is read in the one form that may be sent",
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Sun, 22 Nov 2026 10:00:00 GMT", 1_795_341_600),
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199),
            ("Sunday, 06-Nov-94 08:49:37 GMT", nil), ("Sun Nov  6 08:49:37 1994", nil), ("", nil), ("now", nil),
            ("Sun, 06 Nov 1994 08:49:37 CET", nil), ("Sun, 06 nov 1994 08:49:37 GMT", nil),
            ("Sun, 6 Nov 1994 08:49:37 GMT", nil), ("Sun, 06 Nov 94 08:49:37 GMT", nil),
            ("Sun, xx Nov 1994 08:49:37 GMT", nil), ("Sun, 06 Nov 1994 08:49 GMT", nil),
        ] as [(String, Int64?)]
    )
    func date(text: String, expected: Int64?) {
        #expect(HTTPResponse(status: 200, headers: [HTTPHeader("Date", text)]).date == expected)
    }

    @Test("an answer need not say what time it is")
    func absent() {
        #expect(HTTPResponse(status: 200).date == nil)
    }
}
