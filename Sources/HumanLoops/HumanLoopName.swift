/// A human loop's name, unique within an account and region for as long as its loop exists.
///
/// The pattern is `^[a-z0-9](-*[a-z0-9])*$`, 1 to 63 characters (service model, shape `HumanLoopName`). The characters
/// are kept in the value itself, so that a million names are neither allocated nor counted.
package struct HumanLoopName: Hashable, Sendable, CustomStringConvertible {
    package static let maximumLength = 63

    package let octets: NameOctets

    /// Makes a name out of text; nil when it does not follow the service's pattern.
    package init?(_ text: String) { self.init(NameOctets(text.utf8)) }

    package init?(_ text: some StringProtocol) { self.init(NameOctets(text.utf8)) }

    /// Makes a name out of octets; nil when there are none, or they do not follow the service's pattern.
    @inlinable package init?(_ octets: NameOctets?) {
        guard let octets, octets.isName else { return nil }
        self.octets = octets
    }

    /// Makes a name out of the octets of one, which are not checked again.
    @inlinable package init(checked octets: NameOctets) { self.octets = octets }

    package var rawValue: String { octets.text }
    /// How many characters it has, 1 to 63.
    package var length: Int { octets.count }
    package var description: String { rawValue }

    /// Finds the first way in which text breaks the pattern of a name; nil when the text is a legal name.
    package static func violation(in text: String) -> HumanLoopNameViolation? {
        if text.isEmpty { return .empty }
        if text.hasPrefix("-") { return .hyphenAtEdge }
        if let character = text.first(where: { !isLegal($0) }) { return .character(character) }
        let length = text.utf8.count
        if length > maximumLength { return .tooLong(length: length) }
        return text.hasSuffix("-") ? .hyphenAtEdge : nil
    }

    private static func isLegal(_ character: Character) -> Bool {
        switch character {
        case "a"..."z", "0"..."9", "-": character.utf8.count == 1
        default: false
        }
    }
}

extension HumanLoopName: Comparable {
    package static func < (earlier: HumanLoopName, later: HumanLoopName) -> Bool { earlier.octets < later.octets }
}

/// A way in which text fails to be the name of a human loop.
package enum HumanLoopNameViolation: Equatable, Sendable {
    case empty
    case tooLong(length: Int)
    case character(Character)
    case hyphenAtEdge
}
