@testable import AWSCore
import Testing

/// Moments as files and services write them.
@Suite
struct CredentialTimeTests {
    @Test(
        "a moment is read in all the forms that AWS tools have written, and nothing else is",
        arguments: [
            ("2009-02-13T23:31:30Z", 1_234_567_890),
            ("2009-02-13T23:31:30UTC", 1_234_567_890),
            ("2009-02-13T23:31:30.999Z", 1_234_567_890),
            ("2009-02-14T01:31:30+02:00", 1_234_567_890),
            ("2080-10-16T03:56:45Z", 3_496_276_605),
            ("3025-09-14T04:05:45Z", 33_314_731_545),
            ("2009-02-13", nil),
            ("2009-13-13T23:31:30Z", nil),
            ("1234567890", nil),
            ("", nil),
        ] as [(String, Int64?)]
    )
    func read(_ text: String, _ seconds: Int64?) {
        #expect(CredentialTime.seconds(text) == seconds)
    }

    @Test("a moment is written as the AWS CLI writes it", arguments: [0, 1_234_567_890, 33_314_731_545] as [Int64])
    func write(_ seconds: Int64) {
        let text = CredentialTime.text(seconds)
        #expect(text.utf8.count == 20)
        #expect(CredentialTime.seconds(text) == seconds)
        if seconds == 1_234_567_890 { #expect(text == "2009-02-13T23:31:30Z") }
    }
}
