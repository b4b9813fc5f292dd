import Support
import Testing

/// Command lines that are shown to be pasted.
@Suite struct ShellWordTests {
    /// Lines, and whether each runs the program and nothing else.
    static let lines: [(line: String, isRun: Bool)] = [
        ("loopsweep run a.yaml --resume", true),
        (#"loopsweep run 'it'\''s; rm -rf ~.yaml' --report 'jsonl=$(x)'"#, true),
        ("LOOPSWEEP_STOP_ONLY=false loopsweep run - --resume < MANIFEST", true),
        ("rm -rf ~", false), ("loopsweep run a.yaml; rm -rf ~", false), ("loopsweep run $(rm -rf ~)", false),
        ("loopsweep run `x`", false), ("loopsweep run a | sh", false), ("loopsweep run 'a' 'b", false),
        ("loopsweep run a > b", false), ("loopsweep run a < /etc/passwd", false), ("loopsweep run a\nrm -rf ~", false),
        ("loopsweep run 'a\u{1B}[2J'", false), ("loopsweep run a & b", false), (#"loopsweep run \'a"#, true),
        (#"loopsweep run \\'a;x'"#, false), (#"loopsweep run ''\'';x;''"#, false), (#"loopsweep run '\'' ;x;'"#, true),
        ("EVIL=1 loopsweep run a", false), ("loopsweep runs", false), ("", false),
    ]

    @Test("a command of a journal is shown only when it does nothing else than run this program", arguments: lines)
    func isRun(line: String, isRun: Bool) {
        #expect(ShellWord.isRun(line) == isRun)
    }

    @Test("what is quoted can be pasted", arguments: ["a b", "it's", "$(x)", "é;", "", "a'b'c"])
    func quoted(_ text: String) {
        #expect(ShellWord.isRun("loopsweep run \(ShellWord.quoted(text)) --resume"))
    }
}
