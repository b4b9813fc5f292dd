import HumanLoops
import Testing

/// Moments read and written as RFC 3339, and counted with.
@Suite struct TimestampTests {
    /// Texts, the moments they stand for, and how those are written.
    static let times: [(text: String, milliseconds: Int64, written: String)] = [
        ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00.000Z"),
        ("2026-11-22T10:00:00Z", 1_795_341_600_000, "2026-11-22T10:00:00.000Z"),
        ("2026-11-22t10:00:00z", 1_795_341_600_000, "2026-11-22T10:00:00.000Z"),
        ("2026-11-22T10:00:00.5Z", 1_795_341_600_500, "2026-11-22T10:00:00.500Z"),
        ("2026-11-22T10:00:00.1239999999999999999999Z", 1_795_341_600_123, "2026-11-22T10:00:00.123Z"),
        ("2026-11-22T12:30:00+02:30", 1_795_341_600_000, "2026-11-22T10:00:00.000Z"),
        ("2026-11-21T23:00:00-11:00", 1_795_341_600_000, "2026-11-22T10:00:00.000Z"),
        ("2026-11-22T10:00:00-00:00", 1_795_341_600_000, "2026-11-22T10:00:00.000Z"),
        ("2000-02-29T00:00:00Z", 951_782_400_000, "2000-02-29T00:00:00.000Z"),
        ("2024-02-29T23:59:59.999Z", 1_709_251_199_999, "2024-02-29T23:59:59.999Z"),
        ("1969-12-31T23:59:59.999Z", -1, "1969-12-31T23:59:59.999Z"),
        ("0000-01-01T00:00:00Z", -62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ("2016-12-31T23:59:60Z", 1_483_228_800_000, "2017-01-01T00:00:00.000Z"),
    ]

    @Test("A time is read with any offset and fraction, and written in UTC with milliseconds", arguments: times)
    func readAndWrite(text: String, milliseconds: Int64, written: String) throws {
        let timestamp = try #require(Timestamp(rfc3339: text))
        #expect(timestamp.millisecondsSinceEpoch == milliseconds)
        #expect(timestamp.description == written)
        #expect(Timestamp(rfc3339: written) == timestamp)
    }

    @Test(
        "What is no time of the calendar is refused",
        arguments: [
            "", "2026-11-22", "2026-11-22T10:00:00", "2026-11-22T10:00Z", "2026-11-22 10:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z", "2026-11-31T00:00:00Z", "2026-11-00T00:00:00Z", "2026-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T10:60:00Z",
            "2026-11-22T10:00:61Z", "2026-11-22T10:00:00.Z", "2026-11-22T10:00:00+0200", "2026-11-22T10:00:00+24:00",
            "2026-11-22T10:00:00+02:60", "2026-11-22T10:00:00Zx", " 2026-11-22T10:00:00Z", "+026-11-22T10:00:00Z",
            "12026-11-22T10:00:00Z", "2026-1-22T10:00:00Z", "２026-11-22T10:00:00Z", "1795341600",
            "0000-01-01T00:00:00+00:01", "9999-12-31T23:59:00-00:01", "9999-12-31T23:59:60Z",
        ]
    )
    func refused(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test("Every day from 1890 to 2110 is written and read as itself")
    func everyDay() throws {
        let first = try #require(Timestamp.daysSinceEpoch(year: 1890, month: 1, day: 1))
        let last = try #require(Timestamp.daysSinceEpoch(year: 2110, month: 12, day: 31))
        #expect(last - first == 80_717)
        for day in first...last {
            let timestamp = Timestamp(millisecondsSinceEpoch: day * 86_400_000 + 1)
            #expect(Timestamp(rfc3339: timestamp.description) == timestamp)
        }
    }

    @Test("Durations are added and taken off to the millisecond")
    func arithmetic() {
        let moment = Timestamp(millisecondsSinceEpoch: 1_000)
        #expect(moment + .milliseconds(250) == Timestamp(millisecondsSinceEpoch: 1_250))
        #expect(moment - .seconds(2) == Timestamp(millisecondsSinceEpoch: -1_000))
        #expect(moment + .microseconds(1_999) == Timestamp(millisecondsSinceEpoch: 1_001))
        #expect(moment - (moment + .seconds(1)) == .seconds(-1))
        #expect(moment < moment + .milliseconds(1))
        #expect(!(moment < moment))
    }

    @Test(
        "A duration's whole milliseconds",
        arguments: [(.seconds(2), 2_000), (.microseconds(1_500), 1), (.zero, 0)] as [(Duration, Int64)]
    )
    func wholeMilliseconds(duration: Duration, milliseconds: Int64) {
        #expect(duration.wholeMilliseconds == milliseconds)
    }
}
