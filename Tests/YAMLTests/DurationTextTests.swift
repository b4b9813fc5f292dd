import Testing
import YAML

/// Durations read and written with their unit.
@Suite struct DurationTextTests {
    /// Texts, their durations, and how those are written.
    static let durations: [(text: String, duration: Duration, written: String)] = [
        ("250ms", .milliseconds(250), "250ms"),
        ("90s", .seconds(90), "90s"),
        ("30m", .seconds(1_800), "30m"),
        ("120m", .seconds(7_200), "2h"),
        ("2h", .seconds(7_200), "2h"),
        ("7d", .seconds(604_800), "7d"),
        ("24h", .seconds(86_400), "1d"),
        ("0s", .zero, "0s"),
        ("0d", .zero, "0s"),
        ("001s", .seconds(1), "1s"),
        ("1000ms", .seconds(1), "1s"),
        ("3650d", .seconds(315_360_000), "3650d"),
    ]

    @Test("A duration is a whole number with its unit, written in the longest that fits", arguments: durations)
    func readAndWrite(text: String, duration: Duration, written: String) throws {
        #expect(try Duration(durationText: text) == duration)
        #expect(duration.durationText == written)
    }

    /// Texts that are no durations, and what to do about them.
    static let refused: [(text: String, help: String?)] = [
        ("30", "give it a unit (ms, s, m, h or d): 30ms, 30s, 30m, 30h, 30d"),
        ("0.5", "give it a unit (ms, s, m, h or d): 500ms, 30s, 30m, 12h"),
        ("0", "write one whole number and one unit: ms, s, m, h or d"),
        ("1w", "write 7d"),
        ("2 weeks", "write 14d"),
        ("7 days", "write 7d"),
        ("1.5 hrs", "write 90m"),
        ("30min", "write 30m"),
        ("1M", "write 1m"),
        ("1h 30min", "write 90m"),
        ("1y", "write one whole number and one unit: ms, s, m, h or d"),
        ("0.0001ms", "write one whole number and one unit: ms, s, m, h or d"),
        ("999999999999w", "write one whole number and one unit: ms, s, m, h or d"),
        ("1e3s", "write one whole number and one unit: ms, s, m, h or d"),
        ("1..5h", "write one whole number and one unit: ms, s, m, h or d"),
        ("", "write one whole number and one unit: ms, s, m, h or d"),
        ("s", "write one whole number and one unit: ms, s, m, h or d"),
        ("1.5h", "write 90m"),
        ("1h30m", "write 90m"),
        ("-1s", "write one whole number and one unit: ms, s, m, h or d"),
        ("30 s", "write 30s"),
        ("30S", "write 30s"),
        ("PT30S", "write one whole number and one unit: ms, s, m, h or d"),
        ("３0s", "write one whole number and one unit: ms, s, m, h or d"),
        ("3651d", nil),
        ("9223372036854775807ms", nil),
        ("99999999999999999999s", nil),
    ]

    @Test("Everything else is refused with the way out", arguments: refused)
    func refusal(text: String, help: String?) throws {
        let violation = try #require(throws: ValueViolation.self) { try Duration(durationText: text) }
        #expect(violation.code == .duration)
        #expect(violation.help == help)
    }

    @Test("A grammar may ask for more than zero, or for a minimum")
    func minimum() {
        #expect(GrammarTests.read("0s", as: .duration()) == "\(Duration.zero)")
        #expect(GrammarTests.read("0s", as: .positiveDuration) == "E030 must be greater than zero (is '0s')")
        #expect(GrammarTests.read("1s", as: .duration(atLeast: .seconds(60))) == "E030 must be at least 1m (is '1s')")
        #expect(GrammarTests.read("1ms", as: .positiveDuration) == "\(Duration.milliseconds(1))")
    }
}
