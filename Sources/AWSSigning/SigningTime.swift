import Support

/// The moment a request is signed at, to the second, in the form that signatures use.
package struct SigningTime: Hashable, Sendable, CustomStringConvertible {
    /// The value of `x-amz-date`, such as `20261122T100000Z`.
    package let description: String

    /// In UTC, as `20261122`.
    package var day: String { String(description.prefix(8)) }

    /// Makes a moment from seconds since 1970-01-01T00:00:00Z, held within the years 0000 to 9999.
    package init(secondsSinceEpoch: Int64) {
        let seconds = min(max(secondsSinceEpoch, -62_167_219_200), 253_402_300_799)
        let secondOfDay = (seconds % 86_400 + 86_400) % 86_400
        let date = Self.civil(daysSinceEpoch: (seconds - secondOfDay) / 86_400)
        let day = (date.year * 100 + date.month) * 100 + date.day
        let clock = (secondOfDay / 3_600 * 100 + secondOfDay / 60 % 60) * 100 + secondOfDay % 60
        description = "\(Self.padded(day, to: 8))T\(Self.padded(clock, to: 6))Z"
    }

    /// Reads the value of `x-amz-date`: eight digits, `T`, six digits and `Z`; the calendar is not consulted.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z") else { return nil }
        let digits = bytes[0..<8] + bytes[9..<15]
        guard digits.allSatisfy(\.isASCIIDigit) else { return nil }
        description = text
    }

    /// The date of the proleptic Gregorian calendar that lies so many days after 1970-01-01.
    private static func civil(daysSinceEpoch days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        // Days are counted from -0400-03-01: the earliest moment taken lies after it, so that nothing is negative.
        let shifted = days + 719_468 + 146_097
        let (era, dayOfEra) = shifted.quotientAndRemainder(dividingBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + (era - 1) * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    private static func padded(_ number: Int64, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
