import Support
import YAML

/// A count of loops, `12`, or a share of them, `7.5%`.
struct CountLimitGrammar: ValueGrammar {
    func value(of text: String) throws(ValueViolation) -> CountLimit {
        if text.hasSuffix("%") { return .share(basisPoints: try PercentGrammar.percent.value(of: text)) }
        do {
            return .count(try IntegerGrammar.integer(0...ManifestReader.maximumCount).value(of: text))
        } catch {
            let share = Double(text).map { $0 * 100 }
            let isFraction = share.map { $0 > 0 && $0 < 100 && $0.rounded() == $0 } ?? false
            let help = share.flatMap { isFraction ? "for that share of the loops write \(Int($0))%" : nil }
            throw ValueViolation(.number, expected: "a count such as 12 or a share such as 50%", text: text, help: help)
        }
    }
}

/// A SHA-256 in hexadecimal, as `sha256sum` prints it.
struct DigestGrammar: ValueGrammar {
    func value(of text: String) throws(ValueViolation) -> String {
        guard text.utf8.count == 64, text.utf8.allSatisfy({ $0.hexadecimalValue != nil }) else {
            let help = "sha256sum prints it"
            throw ValueViolation(.text, expected: "the 64 hexadecimal digits of a SHA-256", text: text, help: help)
        }
        return text.lowercased()
    }
}

/// The path of a file that names loops: one file, on this machine; `-` is standard input.
struct ListPathGrammar: ValueGrammar {
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

/// A pattern of loops' names, in which `*` and `?` stand for other characters.
struct NamePatternGrammar: ValueGrammar {
    /// Reads a pattern; one that no name can match is refused, because it would protect nothing.
    func value(of text: String) throws(ValueViolation) -> NamePattern {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let canMatch = text.utf8.allSatisfy { letters.contains($0) || $0.isASCIIDigit || "-*?".utf8.contains($0) }
        guard canMatch, !text.isEmpty else {
            let help = "names have lower-case letters, digits and hyphens; '*' stands for any of them, '?' for one"
            throw ValueViolation(.text, expected: "a pattern of names such as golden-*", text: text, help: help)
        }
        return NamePattern(text: text)
    }
}

/// A regular expression that loops' names are searched with, kept as text.
struct RegularExpressionGrammar: ValueGrammar {
    let needsCapture: Bool

    func value(of text: String) throws(ValueViolation) -> String {
        guard !text.isEmpty else { throw ValueViolation(.regularExpression, "must not be empty") }
        guard text.unicodeScalars.count <= NameExpression.maximumLength else {
            throw ValueViolation(
                .regularExpression,
                "must be at most \(NameExpression.maximumLength) characters long"
            )
        }
        let captureCount: Int
        do throws(NameExpressionError) {
            captureCount = try NameExpression(text).captureCount
        } catch {
            let expected = "a regular expression"
            let help = NameGlob(text).map { "\(error.problem); \($0.help)" } ?? error.problem
            throw ValueViolation(.regularExpression, expected: expected, text: text, help: help)
        }
        guard captureCount > 0 || !needsCapture else {
            let help = "put round brackets around what duplicates have in common, such as ^(.+)-[0-9a-f]{8}$"
            let expected = "a regular expression with a capture"
            throw ValueViolation(.regularExpression, expected: expected, text: text, help: help)
        }
        return text
    }
}
