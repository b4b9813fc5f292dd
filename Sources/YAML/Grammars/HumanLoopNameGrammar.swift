package import HumanLoops
import Support

/// The name of a human loop.
package struct HumanLoopNameGrammar: ValueGrammar {
    /// Names are taken as written.
    package var isName: Bool { true }

    /// Reads a name.
    package func value(of text: String) throws(ValueViolation) -> HumanLoopName {
        if let name = HumanLoopName(text) { return name }
        let quote = SanitizedText.quoted(text)
        switch HumanLoopName.violation(in: text) {
        case .tooLong(let length):
            let problem = "must be a name of at most \(HumanLoopName.maximumLength) characters (has \(length))"
            throw ValueViolation(.humanLoopName, problem)
        case .hyphenAtEdge:
            throw ValueViolation(.humanLoopName, "must not begin or end with '-' (is \(quote))")
        case .character(let character):
            let problem = "must be a human loop's name: \(Self.complaint(about: character)) (is \(quote))"
            throw ValueViolation(.humanLoopName, problem, help: Self.help(for: text))
        case .empty, nil:
            throw ValueViolation(.humanLoopName, "must be a human loop's name (is empty)")
        }
    }

    /// Says what is wrong with a character.
    private static func complaint(about character: Character) -> String {
        switch character {
        case "A"..."Z": "'\(character)' is upper case"
        case " ": "no name has a space"
        default: "no name has a \(SanitizedText.quoted(String(character)))"
        }
    }

    /// Says which name was probably meant, or else what a name may hold.
    private static func help(for text: String) -> String {
        let candidate = text.lowercased()
        if HumanLoopName(candidate) != nil { return "did you mean '\(candidate)'?" }
        return "names have lower-case letters, digits and hyphens only"
    }
}

extension ValueGrammar where Self == HumanLoopNameGrammar {
    /// The name of a human loop.
    package static var humanLoopName: Self { HumanLoopNameGrammar() }
}
