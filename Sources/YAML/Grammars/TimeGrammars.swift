import Support

/// A duration: a whole number with its unit, `250ms`, `90s`, `30m`, `2h` or `7d`.
package struct DurationGrammar: ValueGrammar {
    let minimum: Duration

    package func value(of text: String) throws(ValueViolation) -> Duration {
        let duration = try Duration(durationText: text)
        guard duration >= minimum else {
            let expected = minimum == .milliseconds(1) ? "greater than zero" : "at least \(minimum.durationText)"
            throw ValueViolation(.duration, expected: expected, text: text)
        }
        return duration
    }
}

extension ValueGrammar where Self == DurationGrammar {
    /// A duration that is not shorter than a minimum, by default zero.
    package static func duration(atLeast minimum: Duration = .zero) -> Self { DurationGrammar(minimum: minimum) }

    package static var positiveDuration: Self { DurationGrammar(minimum: .milliseconds(1)) }
}

extension Duration {
    /// The units of a duration's text with their lengths in milliseconds, the longest first.
    private static let textUnits: [(name: String, milliseconds: Int64)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
    ]

    /// The longest duration that a text may stand for, in milliseconds: ten years of 365 days.
    private static let longestText: Int64 = 3_650 * 86_400_000

    /// Reads a whole number with its unit: `250ms`, `90s`, `30m`, `2h` or `7d`.
    ///
    /// - Throws: `ValueViolation` when the text is anything else, or more than 3650 days.
    package init(durationText text: String) throws(ValueViolation) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text[digits.endIndex...]
        let known = Self.textUnits.first { $0.name == unit }
        guard !digits.isEmpty, let known else {
            let help = Self.help(for: text)
            throw ValueViolation(.duration, expected: "a duration such as 30m", text: text, help: help)
        }
        guard let count = Int64(digits), count <= Self.longestText / known.milliseconds else {
            let longest = Duration.milliseconds(Self.longestText).durationText
            throw ValueViolation(.duration, expected: "at most \(longest)", text: text)
        }
        self = .milliseconds(count * known.milliseconds)
    }

    /// The units as other tools and people write them, without the plural's s; a bare `m` is minutes.
    private static let knownUnits: [(name: String, milliseconds: Double)] =
        textUnits.map { ($0.name, Double($0.milliseconds)) } + [
            ("w", 604_800_000), ("week", 604_800_000), ("day", 86_400_000), ("hour", 3_600_000), ("hr", 3_600_000),
            ("minute", 60_000), ("min", 60_000), ("second", 1_000), ("sec", 1_000), ("millisecond", 1), ("msec", 1),
        ]

    /// Says how a text that is nearly a duration is written: what a number may mean, or the sum of its parts.
    private static func help(for text: String) -> String {
        let general = "write one whole number and one unit: ms, s, m, h or d"
        let text = text.lowercased().filter { $0 != " " }
        guard text.utf8.count <= 32, !text.isEmpty else { return general }
        if let number = Double(text), text.utf8.allSatisfy({ $0.isASCIIDigit || $0 == UInt8(ascii: ".") }) {
            let meanings = textUnits.reversed().compactMap { self.text(number * Double($0.milliseconds)) }
            return meanings.isEmpty ? general : "give it a unit (ms, s, m, h or d): \(meanings.joined(separator: ", "))"
        }
        var (rest, sum) = (text[...], 0.0)
        while !rest.isEmpty {
            let number = rest.prefix { ("0"..."9").contains($0) || $0 == "." }
            rest = rest[number.endIndex...]
            let word = rest.prefix { ("a"..."z").contains($0) }
            rest = rest[word.endIndex...]
            guard let count = Double(number),
                let unit = knownUnits.first(where: { $0.name == word || "\($0.name)s" == word && word.count > 2 })
            else { return general }
            sum += count * unit.milliseconds
        }
        return self.text(sum).map { "write \($0)" } ?? general
    }

    /// The text of a duration in milliseconds; nil when there is none.
    private static func text(_ milliseconds: Double) -> String? {
        guard milliseconds >= 1, milliseconds <= Double(longestText), milliseconds.rounded() == milliseconds else {
            return nil
        }
        return Duration.milliseconds(Int64(milliseconds)).durationText
    }

    /// The duration in the longest unit that it is a whole number of, such as `2h`; parts of a millisecond are cut.
    package var durationText: String {
        let milliseconds = components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
        let unit = Self.textUnits.first { milliseconds % $0.milliseconds == 0 }
        guard let unit, milliseconds != 0 else { return "0s" }
        return "\(milliseconds / unit.milliseconds)\(unit.name)"
    }
}
