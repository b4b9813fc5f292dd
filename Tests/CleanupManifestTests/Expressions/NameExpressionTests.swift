import CleanupManifest
import HumanLoops
import TestSupport
import Testing

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
        Row("(|a)b", "ab", "a"), Row("(|a)b", "cb", ""), Row("()a", "a", ""), Row("(a*)*b", "aab", "aa"),
        Row("(a*)+", "b", ""),
        Row("(?:a*)*", "b"), Row("(?:){255}a", "a"), Row("A", notIn: "a"), Row("}", notIn: "a"),
        Row("^(?!golden-)", "invoice-1"), Row("^(?!golden-)", notIn: "golden-1"), Row("^(?=.*b)(a)", "a-b", "a"),
        Row("^(?=.*c)a", notIn: "a-b"), Row("^(?:(?!-)[a-c-])+(.)", "ab-c", "-"), Row("(?:(?!b).)+b$", "aab"),
        Row("(?!)", notIn: "a"), Row("(?=)(a)", "a", "a"), Row("a(?!b|c)(.)", "abacad", "d"),
        Row("(a)(b)", "ab", "a"), Row("((a)b)c", "abc", "ab"), Row("x(a)?", "xa", "a"), Row("z(a)|b", "b"),
    ]

    @Test("an expression finds what it says, and captures what comes first", arguments: rows)
    func finds(_ row: Row) throws {
        let expression = try NameExpression(row.text)
        #expect(expression.isFound(in: .sample(row.name)) == row.isFound)
        #expect(expression.firstCapture(in: .sample(row.name)) == row.capture)
    }

    /// Texts that are refused, and what is said of them.
    static let mistakes: [(String, String)] = [
        ("(a", "a '(' is never closed"), ("a)", "')' closes nothing"), ("a)|(b", "')' closes nothing"),
        ("[a", "a '[' is never closed"), ("[", "a '[' is never closed"), ("[]", "put a '\\' before a '[' or ']'"),
        ("[[:alpha:]]", "put a '\\' before a '[' or ']'"), ("[z-a]", "a range of a class is the wrong way round"),
        ("*a", "there is nothing to repeat"), ("a|+", "there is nothing to repeat"), ("{2}", "before the '{'"),
        ("a{", "'{' must be followed by"), ("a{,2}", "'{' must be followed by"), ("a{2", "'{' must be followed by"),
        ("a{3,2}", "'{3,2}' is the wrong way round"), ("a{256}", "nothing comes more than 255 times"),
        ("a{99999999999999999999}", "'{' must be followed by"), ("a**", "a repetition cannot be repeated"),
        ("a++", "'+' behind a repetition means nothing"), ("a{2}{3}", "a repetition cannot be repeated"),
        ("^*", "a place cannot be repeated"), ("\\b+", "a place cannot be repeated"),
        ("(?=a)*", "a place cannot be repeated"),
        ("(?!(a))", "a look-ahead captures nothing"), ("(?=a(?!b))", "a look-ahead within another one"),
        ("(?<=a)", "'(?' is known only as"), ("(?<!a)", "'(?' is known only as"), ("(?i)a", "'(?' is known only as"),
        ("(?>a)", "'(?' is known only as"), ("(?!a", "a '(' is never closed"), ("(?:(?!a{9})b){50}", "it is too large"),
        ("(?<>a)", "the name of a group"), ("(?<a", "the name of a group"),
        ("(a)\\1", "back-references are not known"), ("\\p", "'\\p' is not known"), ("\\", "it ends too early"),
        ("[a\\", "it ends too early"), ("é", "names have ASCII characters only"), ("[a-é]", "ASCII characters only"),
        (String(repeating: "a", count: 257), "more than 256 characters"), ("(a{255}){2}", "it is too large"),
        (String(repeating: "(", count: 51), "more than 50 groups inside each other"),
        (String(repeating: "(", count: 50), "a '(' is never closed"),
        (String(repeating: "(?:", count: 9) + "a" + String(repeating: "){255}", count: 9), "it is too large"),
    ]

    @Test("what is not known is refused, and what to write instead is said", arguments: mistakes)
    func refuses(_ text: String, _ part: String) {
        let error = #expect(throws: NameExpressionError.self) { try NameExpression(text) }
        #expect(error?.problem.contains(part) ?? false, "\(error?.problem ?? "")")
    }

    @Test(
        "expressions that others search for ever are searched at once",
        .timeLimit(.minutes(1)),
        arguments: [
            "^(a|aa)+$", "^(a+)+$", "(a*)*(a*)*(a*)*x", "^((?:[a-z0-9]+-?)+)x!$", "(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)x",
            "^(?:a?){63}a{63}b$", "(a|a|a|a|a|a|a|a)+x", "(?:(?!(?:.?){12}x).)+x",
            String(repeating: "(?:", count: 40) + "a" + String(repeating: ")*", count: 40) + "x",
        ]
    )
    func takesNoTime(_ text: String) throws {
        let expression = try NameExpression(text)
        #expect(!expression.isFound(in: .sample(String(repeating: "a", count: 62) + "b")))
    }

    @Test("repetitions of nothing come to nothing, however often they are repeated", .timeLimit(.minutes(1)))
    func nothingRepeated() throws {
        let text = String(repeating: "(?:", count: 28) + String(repeating: "){255}", count: 28)
        #expect(try NameExpression(text).isFound(in: .sample("a")))
    }

    @Test(
        "the captures are counted",
        arguments: [("a", 0), ("(a)", 1), ("(?:a)", 0), ("((a)|(?<n>b))", 3), ("[(]\\(", 0)]
    )
    func captures(_ text: String, _ count: Int) throws {
        #expect(try NameExpression(text).captureCount == count)
    }
}
