/// A human loop's name, unique within an account and region for as long as its loop exists.
///
/// The pattern is `^[a-z0-9](-*[a-z0-9])*$`, 1 to 63 characters (service model, shape `HumanLoopName`).
package struct HumanLoopName: Hashable, Sendable, CustomStringConvertible {
    /// The longest name the service accepts, in characters.
    package static let maximumLength = 63

    /// The name as it goes over the wire.
    package let rawValue: String

    /// Makes a name out of text that follows the service's pattern.
    ///
    /// - Returns: nil when the text is empty, too long, or has a character or a hyphen where none may be.
    package init?(_ text: String) {
        guard Self.violation(in: text) == nil else { return nil }
        rawValue = text
    }

    /// Makes a name out of a part of a text.
    ///
    /// - Returns: nil when the part is no name.
    package init?(_ text: some StringProtocol) {
        self.init(String(text))
    }

    /// The name itself, without quotes.
    package var description: String { rawValue }

    /// Finds the first way in which text breaks the pattern of a name.
    ///
    /// - Returns: nil when the text is a legal name.
    package static func violation(in text: String) -> HumanLoopNameViolation? {
        var length = 0
        var last: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
            case UInt8(ascii: "-") where length > 0: break
            case UInt8(ascii: "-"): return .hyphenAtEdge
            default: return text.first { !isLegal($0) }.map { .character($0) }
            }
            length += 1
            last = byte
        }
        if length == 0 { return .empty }
        if length > maximumLength { return .tooLong(length: length) }
        return last == UInt8(ascii: "-") ? .hyphenAtEdge : nil
    }

    /// Whether a name may hold a character, at its edges or elsewhere.
    private static func isLegal(_ character: Character) -> Bool {
        switch character {
        case "a"..."z", "0"..."9", "-": true
        default: false
        }
    }
}
