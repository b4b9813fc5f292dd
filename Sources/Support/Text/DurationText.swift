/// How lengths of time are written, one way for each reader.
package enum DurationText {
    /// Writes seconds as a decimal number with at most three decimals, for a program: `1810.25`.
    package static func decimalSeconds(_ duration: Duration) -> String {
        let (wholeSeconds, attoseconds) = duration.components
        let milliseconds = wholeSeconds * 1_000 + attoseconds / 1_000_000_000_000_000
        let sign = milliseconds < 0 ? "-" : ""
        let (seconds, rest) = milliseconds.magnitude.quotientAndRemainder(dividingBy: 1_000)
        guard rest > 0 else { return "\(sign)\(seconds)" }
        var decimals = padded(rest, to: 3)
        while decimals.utf8.last == UInt8(ascii: "0") { decimals.removeLast() }
        return "\(sign)\(seconds).\(decimals)"
    }

    /// Writes hours, minutes and seconds, for a clock that is watched: `00:30:10`; what is negative counts as zero.
    package static func clock(_ duration: Duration) -> String {
        let seconds = wholeSeconds(duration)
        return "\(padded(seconds / 3_600, to: 2)):\(padded(seconds / 60 % 60, to: 2)):\(padded(seconds % 60, to: 2))"
    }

    /// Writes the two largest units, for a person who compares: `30m10s`; what is negative counts as zero.
    package static func twoUnits(_ duration: Duration) -> String {
        let seconds = wholeSeconds(duration)
        let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60)
        if days > 0 { return "\(days)d\(padded(hours, to: 2))h" }
        if hours > 0 { return "\(hours)h\(padded(minutes, to: 2))m" }
        if minutes > 0 { return "\(minutes)m\(padded(seconds % 60, to: 2))s" }
        return "\(seconds)s"
    }

    /// Writes an age in the unit that leaves at least two of it: `47h`, then `2d`; what is negative counts as zero.
    package static func age(_ duration: Duration) -> String {
        let seconds = wholeSeconds(duration)
        switch seconds {
        case ..<120: return "\(seconds)s"
        case ..<7_200: return "\(seconds / 60)m"
        case ..<172_800: return "\(seconds / 3_600)h"
        default: return "\(seconds / 86_400)d"
        }
    }

    /// The duration in seconds; what is less than one is cut off, and so is what is below zero.
    private static func wholeSeconds(_ duration: Duration) -> UInt64 { UInt64(max(0, duration.components.seconds)) }

    /// Writes a number with zeros in front, at least so many digits wide.
    private static func padded(_ number: UInt64, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

/// How counts are written for a person.
package enum CountText {
    /// Writes a number with a comma before each group of three digits: `1,240`.
    package static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// Writes the first names, each in quotes, and how many more there are: `'a', 'b' and 3 more`.
    package static func listed(_ names: some Collection<String>, limit: Int = 5) -> String {
        let first = names.prefix(limit).map { "'\($0)'" }.joined(separator: ", ")
        return names.count > limit ? "\(first) and \(grouped(names.count - limit)) more" : first
    }

    /// Writes a number with the noun it counts: `1 loop`, `1,240 loops`.
    package static func counted(_ number: Int, _ singular: String) -> String {
        "\(grouped(number)) \(singular)\(number == 1 ? "" : "s")"
    }
}
