package import HumanLoops

/// The names of alike loops: one name, or `dup-{1..500}` for five hundred.
package struct NameRange: Sendable, Hashable {
    /// What stands before the number.
    private let prefix: String
    /// What stands behind the number.
    private let suffix: String
    /// The numbers; nil when the name has none.
    private let numbers: ClosedRange<Int>?
    /// How many digits a number has at least, with zeros in front.
    private let width: Int

    /// Makes a range out of one name.
    package init(_ name: HumanLoopName) {
        prefix = name.rawValue
        suffix = ""
        numbers = nil
        width = 0
    }

    /// Makes a range of numbers between two texts.
    ///
    /// - Returns: nil when one of the names would not be legal.
    init?(prefix: String, numbers: ClosedRange<Int>, width: Int, suffix: String) {
        self.prefix = prefix
        self.suffix = suffix
        self.numbers = numbers
        self.width = width
        // The names between differ in digits only, and are no longer than the last.
        guard name(numbers.lowerBound) != nil, name(numbers.upperBound) != nil else { return nil }
    }

    /// How many names there are.
    package var count: Int { numbers?.count ?? 1 }

    /// The names in order.
    package var names: some Sequence<HumanLoopName> {
        (numbers ?? 0...0).lazy.compactMap { name($0) }
    }

    /// The name with a number.
    private func name(_ number: Int) -> HumanLoopName? {
        guard numbers != nil else { return HumanLoopName(prefix) }
        let digits = String(number)
        let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
        return HumanLoopName(prefix + zeros + digits + suffix)
    }
}
