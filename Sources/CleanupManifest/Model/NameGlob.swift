import HumanLoops

/// A regular expression that reads like a pattern of file names, such as `dup-*`, and selects other loops than one.
package struct NameGlob {
    private let text: String

    /// Takes a text that has only what a pattern of names has, with `*` or `?` in it; nil for any other.
    package init?(_ text: String) {
        guard text.contains(where: { $0 == "*" || $0 == "?" }),
            (try? NamePatternGrammar().value(of: text)) != nil
        else { return nil }
        self.text = text
    }

    /// The expression that finds what the pattern stands for.
    private var expression: String {
        text.reduce(into: "^") { $0 += $1 == "*" ? ".*" : $1 == "?" ? "." : String($1) } + "$"
    }

    package var help: String { "for the names that '\(text)' stands for as a pattern, write '\(expression)'" }

    /// Names that the text finds as a regular expression, and that the pattern does not stand for.
    private var strays: [String] {
        let parts = text.split { $0 == "*" || $0 == "?" }
        let stem = parts.map(String.init).joined()
        let short = parts.map { String($0.dropLast()) }.joined()
        let pattern = NamePattern(text: text)
        guard let search = try? NameExpression(text) else { return [] }
        let candidates = [short, stem, "x-\(short)", "x\(stem)x"]
        return candidates.filter { candidate in
            guard let name = HumanLoopName(candidate) else { return false }
            return !pattern.matches(candidate) && (try? search.isFound(in: name)) ?? false
        }
    }

    /// What the text selects as a regular expression, for a warning.
    package var warning: String {
        let strays = strays.map { "'\($0)'" }.joined(separator: ", ")
        let finds = strays.isEmpty ? "" : ": it finds \(strays) too"
        return "is a regular expression, found anywhere in a name, and '\(text)' reads like a pattern\(finds)"
    }
}
