import ReportTestSupport
@testable import Support
import Testing

/// How lengths of time and counts are written for a person.
@Suite("DurationText and CountText")
struct DurationTextTests {
    @Test(
        "a length of time has one form for each reader",
        arguments: [
            (0, "00:00:00", "0s", "0s"), (-5, "00:00:00", "0s", "0s"), (59, "00:00:59", "59s", "59s"),
            (60, "00:01:00", "1m00s", "60s"), (119, "00:01:59", "1m59s", "119s"), (120, "00:02:00", "2m00s", "2m"),
            (7_199, "01:59:59", "1h59m", "119m"), (7_200, "02:00:00", "2h00m", "2h"),
            (172_799, "47:59:59", "1d23h", "47h"), (172_800, "48:00:00", "2d00h", "2d"),
            (864_000, "240:00:00", "10d00h", "10d"),
        ]
    )
    func forms(_ seconds: Int, _ clock: String, _ twoUnits: String, _ age: String) {
        #expect(DurationText.clock(.seconds(seconds)) == clock)
        #expect(DurationText.twoUnits(.seconds(seconds)) == twoUnits)
        #expect(DurationText.age(.seconds(seconds)) == age)
    }

    @Test(
        "digits are grouped by three",
        arguments: [
            (0, "0"), (999, "999"), (1_000, "1,000"), (123_456, "123,456"), (1_234_567, "1,234,567"),
            (-1_000, "-1,000"),
            (.min, "-9,223,372,036,854,775,808"),
        ]
    )
    func groups(_ number: Int, _ text: String) {
        #expect(CountText.grouped(number) == text)
    }

    @Test(
        "a noun follows its number",
        arguments: [(0, "0 loops"), (1, "1 loop"), (2, "2 loops"), (1_000, "1,000 loops")]
    )
    func counts(_ number: Int, _ text: String) {
        #expect(CountText.counted(number, "loop") == text)
    }
}
