import CleanupManifest
import HumanLoops
import Testing
import TestSupport

/// What expressions find in names, and which are refused.
@Suite("NameExpression")
struct NameExpressionTests {
    /// An expression, a name, and what is found: nothing, or the first capture, which may have taken no part.
    struct Row: Sendable {
        /// The expression.
        let text: String
        /// The name.
        let name: String
        /// Whether it is found.
        let isFound: Bool
        /// The first capture.
        let capture: String?

        /// Makes a row in which the expression is found.
        init(_ text: String, _ name: String, _ capture: String? = nil) {
            (self.text, self.name, isFound, self.capture) = (text, name, true, capture)
        }

        /// Makes a row in which the expression is not found.
        init(_ text: String, notIn name: String) {
            (self.text, self.name, isFound, capture) = (text, name, false, nil)
        }
    }

    /// Everything that an expression can hold.
    static let rows: [Row] = [
        Row("invoice", "my-invoice-1"), Row("", "a"), Row("invoice", notIn: "invoic"), Row("^a", notIn: "ba"),
        Row("a$", notIn: "ab"), Row("^$", notIn: "a"), Row("a.c", "xabcx"), Row("a.c", notIn: "ac"),
        Row("^(.+)-[0-9a-f]{8}$", "invoice-17-0000abcd", "invoice-17"),
        Row("^(.+)-[0-9a-f]{8}$", notIn: "invoice-17-0000abcg"), Row("(a)?b", "b"), Row("(a)?b", "ab", "a"),
        Row("(a*)b", "aaab", "aaa"), Row("(a*?)a*b", "aaab", ""), Row("(a+?)", "aaa", "a"), Row("(a??)a", "a", ""),
        Row("(a|ab)(c|bcd)", "abcd", "a"), Row("(?:a|b)+(c)", "abac", "c"), Row("(a|b)*", "abab", "b"),
        Row("(a){2}", "aaa", "a"), Row("^a{2}$", notIn: "aaa"), Row("^(a{2,})$", "aaaa", "aaaa"),
        Row("^a{2,}$", notIn: "a"), Row("^(a{1,2})", "aaa", "aa"), Row("^a{1,2}$", notIn: "aaa"), Row("a{0}b", "b"),
        Row("(a{0})b", "b", ""), Row("[a-c-]{3}", "a-c"), Row("[^a-c]", notIn: "abc"), Row("[^a-c]", "abcd"),
        Row("[a\\-z]", notIn: "b"), Row("[a\\-z]", "x-x"), Row("[\\d-]{2}", "x1-x"), Row("[-a]", "x-x"),
        Row("\\d", "a1"),
        Row("\\D", notIn: "12"), Row("\\w{3}", "ab1"), Row("\\W", "a-b"), Row("\\W", notIn: "ab"),
        Row("\\s", notIn: "a-b"), Row("\\S", "a"), Row("[\\W]", "x-x"), Row("[\\w]", "a"), Row("\\bb", "a-b"),
        Row("\\bb", notIn: "ab"), Row("a\\Bb", "ab"), Row("\\A(a)\\z", "a", "a"), Row("\\-", "a-b"),
        Row("\\.", notIn: "ab"), Row("(?<key>a)b", "ab", "a"), Row("(?P<key>a)b", "ab", "a"), Row("a||b", "x"),
        Row("(|a)b", "ab", "a"), Row("(|a)b", "cb", ""), Row("()a", "a", ""), Row("(a*)*b", "aab", ""),
        Row("(a*)+", "b", ""),
        Row("(?:a*)*", "b"), Row("(?:){255}a", "a"), Row("A", notIn: "a"), Row("}", notIn: "a"),
        Row("^(?!golden-)", "invoice-1"), Row("^(?!golden-)", notIn: "golden-1"), Row("^(?=.*b)(a)", "a-b", "a"),
        Row("^(?=.*c)a", notIn: "a-b"), Row("^(?:(?!-)[a-c-])+(.)", "ab-c", "-"), Row("(?:(?!b).)+b$", "aab"),
        Row("(?!)", notIn: "a"), Row("(?=)(a)", "a", "a"), Row("a(?!b|c)(.)", "abacad", "d"),
        Row("(a)(b)", "ab", "a"), Row("((a)b)c", "abc", "ab"), Row("x(a)?", "xa", "a"), Row("z(a)|b", "b"),
        // What the engine of earlier versions did not know.
        Row("(?i)^INVOICE", "invoice-1"), Row("(?i:A)b", "ab"), Row("(?<=-)(\\d+)$", "invoice-17", "17"),
        Row("(?<!golden-)1$", notIn: "golden-1"), Row("(?<!golden-)1$", "silver-1"), Row("(?<=a|bc)(d)", "bcd", "d"),
        Row("^(\\w+)-\\1$", "ab-ab", "ab"), Row("^(\\w+)-\\1$", notIn: "ab-ba"), Row("^(?<k>a)\\k<k>", "aa", "a"),
        Row("^\\p{Ll}+$", "abc"), Row("\\p{Nd}", notIn: "abc"), Row("\\P{L}", "a-b"), Row("\\pL", "a"),
        Row("[[:alpha:]]{2}", "1ab"), Row("[[:^digit:]]", notIn: "12"), Row("[]a]", "xa"), Row("(?>a+)b", "aab"),
        Row("(?>a+)ab", notIn: "aab"), Row("a++b", "aab"), Row("(?!(a))b", "b"),
        Row("(?=(a)(?!b))a", "ac", "a"), Row("(?|(a)|(b))", "b", "b"), Row("(a)?(?(1)b|c)", "c"), Row("é", notIn: "e"),
        Row("[a-é]", "b"), Row("\\x61", "a"), Row("\\x{61}", "a"), Row("a{256}", notIn: "a"),
        Row("(a{255}){2}", notIn: "a"),
        Row("\\Q{,2}\\E|a", "a"), Row("[{,2}]", notIn: "a"), Row("\\{,2}", notIn: "a"), Row("(?#{)a", "a"),
        Row("\\Aa\\Z", "a"), Row("a\\K(b)", "ab", "b"), Row("(?s).", "a"), Row("(?x) a  b ", "ab"),
    ]

    @Test("an expression finds what it says, and captures what comes first", arguments: rows)
    func finds(_ row: Row) throws {
        let expression = try NameExpression(row.text)
        #expect(try expression.isFound(in: .sample(row.name)) == row.isFound)
        #expect(try expression.firstCapture(in: .sample(row.name)) == row.capture)
    }

    /// Texts that are refused, and what is said of them.
    static let mistakes: [(String, String)] = [
        ("(a", "a '(' is never closed"), ("a)", "')' closes nothing"), ("a)|(b", "')' closes nothing"),
        ("[a", "a '[' is never closed"), ("[", "a '[' is never closed"), ("[]", "a '[' is never closed"),
        ("[z-a]", "a range of a class is the wrong way round"),
        ("*a", "there is nothing to repeat"), ("a|+", "there is nothing to repeat"),
        ("{2}", "there is nothing to repeat"),
        ("a**", "there is nothing to repeat"), ("a{2}{3}", "there is nothing to repeat"),
        ("a{", "'{' must be followed by"), ("a{,2}", "'{' must be followed by"), ("a{2", "'{' must be followed by"),
        ("a{ 2}", "'{' must be followed by"), ("a{2 }", "'{' must be followed by"),
        ("a{1, 2}", "'{' must be followed by"),
        ("[[:]{,2}", "'{' must be followed by"), ("\\Q[\\E{,2}", "'{' must be followed by"),
        ("(?#[)a{,2}", "'{' must be followed by"), ("[^]]{,2}", "'{' must be followed by"),
        ("[\\]]{,2}", "'{' must be followed by"), ("\\\\{,2}", "'{' must be followed by"),
        ("a{x}", "'{' must be followed by"),
        ("a{3,2}", "the bounds of a repetition are the wrong way round"),
        ("a{65536}", "nothing comes more than 65535 times"),
        ("a{99999999999999999999}", "nothing comes more than 65535 times"),
        ("(?!a", "a '(' is never closed"), ("(?<=a+)b", "lookbehind assertion is not fixed length"),
        ("(?<>a)", "subpattern name expected (at character 3)"), ("(?<a", "(at character 4)"),
        ("\\2(a)", "reference to non-existent subpattern"), ("\\p", "\\P or \\p"), ("\\", "it ends in a '\\'"),
        ("[a\\", "it ends in a '\\'"), ("\\C", "(at character 2)"), ("é(?z)", "(at character 3)"),
        (String(repeating: "a", count: 257), "more than 256 characters"),
        (String(repeating: "(", count: 52), "more than 50 groups inside each other"),
        (String(repeating: "(", count: 50), "a '(' is never closed"),
        (String(repeating: "(?:", count: 9) + "a" + String(repeating: "){255}", count: 9), "it is too large"),
        (String(repeating: "(?:", count: 28) + String(repeating: "){255}", count: 28), "it is too large"),
    ]

    @Test("what is no expression is refused, and what to write instead is said", arguments: mistakes)
    func refuses(_ text: String, _ part: String) {
        let error = #expect(throws: NameExpressionError.self) { try NameExpression(text) }
        #expect(error?.problem.contains(part) ?? false, "\(error?.problem ?? "")")
    }

    /// The longest name, which is hard to search.
    private static let hard = HumanLoopName.sample(String(repeating: "a", count: 62) + "b")

    @Test(
        "a search that would take for ever is given up at once, and is not the same as nothing found",
        .timeLimit(.minutes(1)),
        arguments: [
            "^(a|aa)+$", "^(a+)+$", "(a*)*(a*)*(a*)*[xy]", "(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)[xy]",
            "(a|a|a|a|a|a|a|a)+[xy]", "^((?:[a-z0-9]+-?)+)[xy]$", "(?=(a+)+$)a", "(?R)", "((?1))", "(a|aa)+\\1[xy]",
        ]
    )
    func givesUp(_ text: String) throws {
        let expression = try NameExpression(text)
        let error = #expect(throws: NameExpressionError.self) { try expression.isFound(in: Self.hard) }
        #expect(throws: NameExpressionError.self) { try expression.firstCapture(in: Self.hard) }
        #expect(error?.description.hasPrefix("the search for '\(text)' in '\(Self.hard)' was given up: it ") ?? false)
    }

    @Test(
        "what people write for names is far from the limits",
        arguments: [
            "^(.+)-[0-9a-f]{8}$", "(.*)(.*)[xy]", "^(.*)-(.*)-(.*)-(.*)-(.*)[xy]", "^(?:[a-z0-9]+-)+[0-9]$",
            "^(?:a|b)*x?$",
            "(.+)(.+)\\1$", "^(?!.*(?:golden|silver|test))(?!.*-keep).*[0-9]$",
        ]
    )
    func isFarFromLimits(_ text: String) throws {
        let expression = try NameExpression(text)
        for name in [Self.hard, .sample("a" + String(repeating: "-abc", count: 15)), .sample("invoice-17-0000abcd")] {
            _ = try expression.isFound(in: name)
        }
    }

    @Test("searches of one expression do not disturb each other")
    func concurrency() async throws {
        let expression = try NameExpression("^([a-z]+)-([0-9]+)$")
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for task in 0..<8 {
                group.addTask {
                    try (0..<2_000).allSatisfy { round in
                        let name = HumanLoopName.sample("\(["a", "bc", "def"][(task + round) % 3])-\(round)")
                        return try expression.firstCapture(in: name) == ["a", "bc", "def"][(task + round) % 3]
                    }
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }

    @Test(
        "the captures are counted",
        arguments: [("a", 0), ("(a)", 1), ("(?:a)", 0), ("((a)|(?<n>b))", 3), ("[(]\\(", 0), ("(?|(a)|(b))", 1)]
    )
    func captures(_ text: String, _ count: Int) throws {
        #expect(try NameExpression(text).captureCount == count)
    }
}
