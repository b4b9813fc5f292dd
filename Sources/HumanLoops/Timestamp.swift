/// A moment in time, in whole milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
package struct Timestamp: Hashable, Comparable, Sendable {
    /// Milliseconds since the epoch; negative before it.
    package let millisecondsSinceEpoch: Int64

    package init(millisecondsSinceEpoch: Int64) { self.millisecondsSinceEpoch = millisecondsSinceEpoch }

    package static func < (earlier: Timestamp, later: Timestamp) -> Bool {
        earlier.millisecondsSinceEpoch < later.millisecondsSinceEpoch
    }

    /// The moment a duration later; parts of a millisecond are cut off.
    package static func + (moment: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(millisecondsSinceEpoch: moment.millisecondsSinceEpoch + duration.wholeMilliseconds)
    }

    /// The moment a duration earlier; parts of a millisecond are cut off.
    package static func - (moment: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(millisecondsSinceEpoch: moment.millisecondsSinceEpoch - duration.wholeMilliseconds)
    }

    /// The time from one moment to another; negative when the first is the earlier one.
    package static func - (later: Timestamp, earlier: Timestamp) -> Duration {
        .milliseconds(later.millisecondsSinceEpoch - earlier.millisecondsSinceEpoch)
    }
}

extension Timestamp: CustomStringConvertible {
    /// The moment as RFC 3339 in UTC with milliseconds: `2026-11-22T10:00:00.000Z`.
    package var description: String {
        let (days, milliseconds) = millisecondsSinceEpoch.quotientAndRemainderRoundingDown(dividingBy: 86_400_000)
        let date = Self.civil(daysSinceEpoch: days)
        let seconds = milliseconds / 1_000
        return "\(Self.padded(date.year, to: 4))-\(Self.padded(date.month, to: 2))-\(Self.padded(date.day, to: 2))"
            + "T\(Self.padded(seconds / 3_600, to: 2)):\(Self.padded(seconds / 60 % 60, to: 2))"
            + ":\(Self.padded(seconds % 60, to: 2)).\(Self.padded(milliseconds % 1_000, to: 3))Z"
    }

    /// The first moment that RFC 3339 can write in UTC: its years have four digits.
    private static let first = Timestamp(millisecondsSinceEpoch: -62_167_219_200_000)
    /// The last moment that RFC 3339 can write in UTC.
    package static let last = Timestamp(millisecondsSinceEpoch: 253_402_300_799_999)

    /// Reads an RFC 3339 date-time: any fraction (cut to milliseconds), `Z` or a numeric offset, `T` or `t`.
    ///
    /// - Returns: nil when the text is anything else, a moment that no calendar has or that could not be written in UTC
    ///   included; a leap second (`:60`) is read as the first moment of the next minute.
    package init?(rfc3339 text: some StringProtocol) {
        var scanner = DigitScanner(bytes: Array(text.utf8))
        guard
            let year = scanner.digits(4), scanner.skip("-"),
            let month = scanner.digits(2), scanner.skip("-"),
            let day = scanner.digits(2), scanner.skip("T") || scanner.skip("t"),
            let hour = scanner.digits(2), scanner.skip(":"),
            let minute = scanner.digits(2), scanner.skip(":"),
            let second = scanner.digits(2),
            let fraction = scanner.fractionInMilliseconds(),
            let offset = scanner.offsetInMinutes(),
            scanner.isAtEnd, hour < 24, minute < 60, second <= 60,
            let days = Self.daysSinceEpoch(year: year, month: month, day: day)
        else { return nil }
        let minutes = days * 1_440 + hour * 60 + minute - offset
        self.init(millisecondsSinceEpoch: (minutes * 60 + second) * 1_000 + fraction)
        guard (Self.first...Self.last).contains(self) else { return nil }
    }

    /// Counts the days from 1970-01-01 to a date of the proleptic Gregorian calendar; nil when it has no such day.
    package static func daysSinceEpoch(year: Int64, month: Int64, day: Int64) -> Int64? {
        let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths: [Int64] = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...12).contains(month), (1...lengths[Int(month) - 1]).contains(day) else { return nil }
        // Years are counted from March, so that the leap day is the last of its year.
        let (shiftedYear, monthFromMarch) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
        let (era, yearOfEra) = shiftedYear.quotientAndRemainderRoundingDown(dividingBy: 400)
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The date of the proleptic Gregorian calendar that lies so many days after 1970-01-01.
    private static func civil(daysSinceEpoch days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = (days + 719_468).quotientAndRemainderRoundingDown(dividingBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    private static func padded(_ number: Int64, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

extension Int64 {
    /// Divides so that the remainder is never negative; the divisor is above zero.
    fileprivate func quotientAndRemainderRoundingDown(dividingBy divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

/// Reads the fixed fields of a date-time from its bytes, from left to right.
private struct DigitScanner {
    let bytes: [UInt8]
    var index = 0

    var isAtEnd: Bool { index == bytes.count }

    /// Passes over one byte if it is the given character.
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard index < bytes.count, UInt32(bytes[index]) == character.value else { return false }
        index += 1
        return true
    }

    /// Reads exactly so many digits as a number; nil when there are fewer.
    mutating func digits(_ count: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// Reads a fraction of a second in whole milliseconds: 0 without a point, nil for a point without a digit after it.
    mutating func fractionInMilliseconds() -> Int64? {
        guard skip(".") else { return 0 }
        var (value, unit): (Int64, Int64) = (0, 1_000)
        while let digit = digit() {
            unit /= 10
            value += digit * unit
        }
        return unit < 1_000 ? value : nil
    }

    /// Reads `Z` or an offset such as `+02:00`, in minutes east of UTC; nil when there is neither.
    mutating func offsetInMinutes() -> Int64? {
        if skip("Z") || skip("z") { return 0 }
        let sign: Int64? = skip("+") ? 1 : skip("-") ? -1 : nil
        guard let sign, let hours = digits(2), skip(":"), let minutes = digits(2), hours < 24, minutes < 60 else {
            return nil
        }
        return sign * (hours * 60 + minutes)
    }

    /// Reads one digit; nil when the next byte is none.
    private mutating func digit() -> Int64? {
        guard index < bytes.count, (0x30...0x39).contains(bytes[index]) else { return nil }
        defer { index += 1 }
        return Int64(bytes[index] - 0x30)
    }
}

extension Duration {
    /// The duration in milliseconds; what is less than one is cut off.
    package var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }
}
