@testable import AWSCore
import Testing

/// Moments as programs print them.
@Suite
struct PrintedTimeTests {
    @Test(
        "a moment is read however Python, Go, JavaScript and shells print it",
        arguments: [
            "2009-02-13T23:31:30Z", "2009-02-13 23:31:30+00:00", "2009-02-13 23:31:30.123456+00:00",
            "2009-02-13 23:31:30",
            "2009-02-13T23:31:30", "2009-02-13T23:31:30.5", "2009-02-14 01:31:30+02:00",
            "2009-02-13 23:31:30 +0000 UTC",
            "2009-02-13 23:31:30.999999999 +0000 UTC m=+0.000012", "2009-02-14 01:31:30 +0200 CEST",
            "2009-02-13T23:31:30.123456789Z", "2009-02-13T23:31:30+0000", "2009-02-13T23:31:30-00",
            "Fri Feb 13 23:31:30 UTC 2009", "Fri Feb 13 11:31:30 PM UTC 2009", "Fri, 13 Feb 2009 23:31:30 GMT",
            "Fri, 13 Feb 2009 23:31:30 +0000", "Fri Feb 13 2009 23:31:30 GMT+0000 (Coordinated Universal Time)",
            "1234567890", "1234567890000",
        ]
    )
    func read(_ text: String) {
        #expect(PrintedTime.seconds(.string(text)) == 1_234_567_890)
    }

    @Test(
        "so are numbers",
        arguments: [.integer(1_234_567_890), .integer(1_234_567_890_123), .number(1_234_567_890.5)] as [JSONValue]
    )
    func numbers(_ value: JSONValue) {
        #expect(PrintedTime.seconds(value) == 1_234_567_890)
    }

    @Test(
        "anything else is none",
        arguments: [
            "", "soon", "2009-02-13", "23:31:30", "2009-13-13 23:31:30", "2009-02-30 23:31:30", "12",
            "12345678901234567890",
            "Fri Feb 13 23:31:30 XYZ 2009", "2009-02-13 25:31:30", "2009-02-13 23:31:30 +x", "2009-02-13 :: Z", "-1",
        ]
    )
    func nonsense(_ text: String) {
        #expect(PrintedTime.seconds(.string(text)) == nil)
    }
}
