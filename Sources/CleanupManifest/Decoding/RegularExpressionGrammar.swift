import YAMLReading

/// A regular expression as Swift reads it, kept as text; loops' names are matched with it.
struct RegularExpressionGrammar: ValueGrammar {
    /// The longest expression, in characters: its parser calls itself for each bracket.
    static let maximumLength = 256

    /// Whether the expression must capture a part of the name.
    let needsCapture: Bool

    /// Checks an expression.
    func value(of text: String) throws(ValueViolation) -> String {
        guard !text.isEmpty else { throw ValueViolation(.regularExpression, "must not be empty") }
        guard text.unicodeScalars.count <= Self.maximumLength else {
            throw ValueViolation(.regularExpression, "must be at most \(Self.maximumLength) characters long")
        }
        guard (try? Regex(text)) != nil, let captures = Self.captureCount(of: text) else {
            let help = "close each bracket, put a '\\' before what is meant as itself, and use single quotes"
            throw ValueViolation(.regularExpression, expected: "a regular expression", text: text, help: help)
        }
        guard !Self.repeatsRepetition(text) else {
            let help = "write it without the repetition of a group that holds a repetition"
            throw ValueViolation(.regularExpression, "can take for ever on some names", help: help)
        }
        guard captures > 0 || !needsCapture else {
            let help = "put round brackets around what duplicates have in common, such as ^(.+)-[0-9a-f]{8}$"
            let expected = "a regular expression with a capture"
            throw ValueViolation(.regularExpression, expected: expected, text: text, help: help)
        }
        return text
    }

    /// Whether a group that holds an unbounded repetition is itself repeated without bound: matching such an expression may
    /// try more ways than there is time for.
    private static func repeatsRepetition(_ text: String) -> Bool {
        var groups = [false]
        var isInClass = false
        var rest = text[...]
        while let character = rest.first {
            let isRepetition = !isInClass && repeatsWithoutBound(rest)
            rest.removeFirst()
            switch character {
            case "\\": rest = rest.dropFirst()
            case "[": isInClass = true
            case "]": isInClass = false
            case "(" where !isInClass: groups.append(false)
            case ")" where !isInClass && groups.count > 1:
                let isRich = groups.removeLast()
                if isRich, repeatsWithoutBound(rest) { return true }
                groups[groups.count - 1] = groups[groups.count - 1] || isRich
            default: groups[groups.count - 1] = groups[groups.count - 1] || isRepetition
            }
        }
        return false
    }

    /// Whether text begins with a repetition that has no upper bound: `*`, `+` or `{2,}`.
    private static func repeatsWithoutBound(_ text: Substring) -> Bool {
        switch text.first {
        case "*", "+": true
        case "{": text.prefix { $0 != "}" }.last == ","
        default: false
        }
    }

    /// Counts the captures of an expression: it is given a way to match nothing, and the match tells.
    ///
    /// - Returns: nil when the expression cannot be compiled.
    private static func captureCount(of text: String) -> Int? {
        guard let match = try? Regex("|" + text).wholeMatch(in: "") else { return nil }
        return match.output.count - 1
    }
}

extension ValueGrammar where Self == RegularExpressionGrammar {
    /// A regular expression.
    static var regularExpression: Self { RegularExpressionGrammar(needsCapture: false) }

    /// A regular expression that captures a part of the name.
    static var capturingExpression: Self { RegularExpressionGrammar(needsCapture: true) }
}
