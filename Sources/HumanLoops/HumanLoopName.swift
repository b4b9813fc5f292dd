/// A human loop's name, unique within an account and region for as long as its loop exists.
///
/// The pattern is `^[a-z0-9](-*[a-z0-9])*$`, 1 to 63 characters (service model, shape `HumanLoopName`). The characters
/// are kept in the value itself, so that a million names are neither allocated nor counted.
package struct HumanLoopName: Hashable, Sendable, CustomStringConvertible {
    package static let maximumLength = 63

    package let octets: NameOctets

    /// Makes a name out of text that follows the service's pattern.
    ///
    /// - Returns: nil when the text is empty, too long, or has a character or a hyphen where none may be.
    package init?(_ text: String) {
        self.init(text.utf8)
    }

    /// Makes a name out of a part of a text; nil when the part is no name.
    package init?(_ text: some StringProtocol) {
        self.init(text.utf8)
    }

    /// Makes a name out of octets that follow the service's pattern; nil when they do not.
    @inlinable package init?(_ octets: NameOctets) {
        guard octets.isName else { return nil }
        self.octets = octets
    }

    /// Takes a name back that was taken apart into its octets.
    ///
    /// - Precondition: the octets are those of a name, which is not looked at again.
    @inlinable package init(checked octets: NameOctets) {
        self.octets = octets
    }

    private init?(_ bytes: some Collection<UInt8>) {
        guard let octets = NameOctets(bytes) else { return nil }
        self.init(octets)
    }

    package var rawValue: String { octets.text }

    /// How many characters it has, 1 to 63.
    package var length: Int { octets.count }

    /// The name itself, without quotes.
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

    /// Whether a name may hold a character, at its edges or elsewhere.
    private static func isLegal(_ character: Character) -> Bool {
        switch character {
        case "a"..."z", "0"..."9", "-": character.utf8.count == 1
        default: false
        }
    }
}

extension HumanLoopName: Comparable {
    /// Whether one name comes before the other in the order of ASCII.
    package static func < (earlier: HumanLoopName, later: HumanLoopName) -> Bool { earlier.octets < later.octets }
}

/// A way in which text fails to be the name of a human loop.
package enum HumanLoopNameViolation: Equatable, Sendable {
    case empty
    /// The text has more characters than the service accepts.
    case tooLong(length: Int)
    /// The text holds a character that no name may hold.
    case character(Character)
    case hyphenAtEdge
}
