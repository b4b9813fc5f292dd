import YAML

/// The path of a file that names loops: one file, on this machine; `-` is standard input.
struct ListPathGrammar: ValueGrammar {
    /// Reads a path.
    func value(of text: String) throws(ValueViolation) -> String {
        guard !text.isEmpty, !text.utf8.contains(0) else { throw ValueViolation(.text, expected: "a path", text: text) }
        if text.contains("://") {
            let help = "fetch it first, and pin it with 'sha256'"
            throw ValueViolation(.text, expected: "a path: no URL is fetched", text: text, help: help)
        }
        if text.contains(where: { "*?[".contains($0) }) {
            let help = "give each file an item of its own"
            throw ValueViolation(
                .text,
                expected: "the path of one file: no pattern is expanded",
                text: text,
                help: help
            )
        }
        return text
    }
}

extension ValueGrammar where Self == ListPathGrammar {
    /// The path of a file that names loops.
    static var listPath: Self { ListPathGrammar() }
}
