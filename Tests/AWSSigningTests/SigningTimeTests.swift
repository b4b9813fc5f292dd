import AWSSigning
import Testing

/// Moments written and read.
@Suite
struct SigningTimeTests {
    @Test(
        "seconds since the epoch are written in UTC",
        arguments: [
            (0, "19700101T000000Z"),
            (-1, "19691231T235959Z"),
            (951_782_400, "20000229T000000Z"),
            (1_440_938_160, "20150830T123600Z"),
            (1_795_341_600, "20261122T100000Z"),
            (Int64.max, "99991231T235959Z"),
            (Int64.min, "00000101T000000Z"),
        ] as [(Int64, String)]
    )
    func written(seconds: Int64, text: String) {
        #expect(SigningTime(secondsSinceEpoch: seconds).description == text)
    }

    @Test("a header's value is read as it stands", arguments: ["20261122T100000Z", "00000000T000000Z"])
    func read(text: String) {
        #expect(SigningTime(text)?.description == text)
        #expect(SigningTime(text)?.day == String(text.prefix(8)))
    }

    @Test(
        "what is no such value is refused",
        arguments: [
            "", "20261122T100000", "2026-11-22T10:00Z", "20261122T10000éZ", "20261122t100000Z", "2026112aT100000Z",
        ]
    )
    func refused(text: String) {
        #expect(SigningTime(text) == nil)
    }
}
