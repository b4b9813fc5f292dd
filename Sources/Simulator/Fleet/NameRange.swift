import CleanupManifest
package import HumanLoops
import Support
package import YAML

/// The names of alike loops: one name, or `dup-{1..500}` for five hundred.
package struct NameRange: Sendable, Hashable {
    private let prefix: String
    private let suffix: String
    /// Nil when the name has none.
    private let numbers: ClosedRange<Int>?
    /// How many digits a number has at least, with zeros in front.
    private let width: Int

    package init(_ name: HumanLoopName) {
        prefix = name.rawValue
        suffix = ""
        numbers = nil
        width = 0
    }

    /// Fails when one of the names would not be legal.
    init?(prefix: String, numbers: ClosedRange<Int>, width: Int, suffix: String) {
        self.prefix = prefix
        self.suffix = suffix
        self.numbers = numbers
        self.width = width
        // The names between differ in digits only, and are no longer than the last.
        guard name(numbers.lowerBound) != nil, name(numbers.upperBound) != nil else { return nil }
    }

    package var count: Int { numbers?.count ?? 1 }

    package var names: some Sequence<HumanLoopName> { (numbers ?? 0...0).lazy.compactMap { name($0) } }

    private func name(_ number: Int) -> HumanLoopName? {
        guard numbers != nil else { return HumanLoopName(prefix) }
        let digits = String(number)
        let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
        return HumanLoopName(prefix + zeros + digits + suffix)
    }
}

/// A loop's name, or a range of them: `dup-{1..500}`, or `dup-{001..500}` with zeros in front.
package struct NameRangeGrammar: ValueGrammar {
    /// The most names that one range may make.
    package static let maximumCount = 5_000_000

    package func value(of text: String) throws(ValueViolation) -> NameRange {
        guard let open = text.firstIndex(of: "{") else {
            return NameRange(try HumanLoopNameGrammar.humanLoopName.value(of: text))
        }
        guard let close = text.lastIndex(of: "}"), open < close else { throw violation(text) }
        let bounds = text[text.index(after: open)..<close].split(separator: "..", omittingEmptySubsequences: false)
        guard bounds.count == 2, let first = number(bounds[0]), let last = number(bounds[1]), first <= last else {
            throw violation(text)
        }
        guard last - first < Self.maximumCount else {
            throw ValueViolation(.nameRange, expected: "a range of at most \(Self.maximumCount) names", text: text)
        }
        let range = NameRange(
            prefix: String(text[..<open]),
            numbers: first...last,
            width: bounds[0].hasPrefix("0") ? bounds[0].utf8.count : 0,
            suffix: String(text[text.index(after: close)...])
        )
        guard let range else {
            let help = "names have at most \(HumanLoopName.maximumLength) lower-case letters, digits and hyphens"
            throw ValueViolation(.nameRange, expected: "a range of legal names", text: text, help: help)
        }
        return range
    }

    /// Digits only, at most nine.
    private func number(_ text: Substring) -> Int? {
        text.utf8.allSatisfy(\.isASCIIDigit) && text.utf8.count <= 9 ? Int(text) : nil
    }

    private func violation(_ text: String) -> ValueViolation {
        ValueViolation(.nameRange, expected: "a name with one range such as dup-{1..500}", text: text)
    }
}
