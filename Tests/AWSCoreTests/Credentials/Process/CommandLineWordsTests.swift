@testable import AWSCore
import Testing

/// Command lines parted into words.
@Suite
struct CommandLineWordsTests {
    @Test(
        "a command line is parted as by a POSIX shell",
        arguments: [
            ("", []), ("  \t ", []), ("a", ["a"]), (" a  b\tc ", ["a", "b", "c"]),
            ("'a b' \"c d\"", ["a b", "c d"]), ("a'b'\"c\"d", ["abcd"]), ("''", [""]), ("a \"\" b", ["a", "", "b"]),
            (#"a\ b"#, ["a b"]), (#""a\"b\\c\d""#, [#"a"b\c\d"#]), (#"'a\b'"#, [#"a\b"#]), (#"'"' "'""#, ["\"", "'"]),
            ("a | b > c; $d `e` *", ["a", "|", "b", ">", "c;", "$d", "`e`", "*"]), ("# a", ["#", "a"]),
            (#"C:\\x é"#, [#"C:\x"#, "é"]),
        ] as [(String, [String])]
    )
    func split(_ line: String, _ words: [String]) {
        #expect(CommandLineWords.split(line) == words)
    }

    @Test("a command line that is not whole is none", arguments: ["'a", "\"a", "a\\", "\"a\\", "'a\"b"])
    func unfinished(_ line: String) {
        #expect(CommandLineWords.split(line) == nil)
    }
}
