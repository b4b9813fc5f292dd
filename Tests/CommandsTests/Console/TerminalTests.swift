import CleanupJournal
import CleanupReport
import Support
import Testing

@testable import Commands

/// What an output can show, decided from the flag, the environment and what the output is.
@Suite("Terminal")
struct TerminalTests {
    /// A choice, an environment, whether it is a terminal, and whether text is coloured.
    static let colors: [(ColorChoice, [String: String], Bool, TextStyle)] = [
        (.auto, [:], true, .ansi),
        (.auto, [:], false, .plain),
        (.auto, ["NO_COLOR": "1"], true, .plain),
        (.auto, ["NO_COLOR": ""], true, .ansi),
        (.auto, ["FORCE_COLOR": "1"], false, .ansi),
        (.auto, ["FORCE_COLOR": "0"], false, .plain),
        (.auto, ["CLICOLOR_FORCE": "1"], false, .ansi),
        (.auto, ["NO_COLOR": "1", "FORCE_COLOR": "1"], true, .plain),
        (.auto, ["TERM": "dumb"], true, .plain),
        (.always, ["NO_COLOR": "1", "TERM": "dumb"], false, .ansi),
        (.never, ["FORCE_COLOR": "1"], true, .plain),
    ]

    @Test("colour: the flag, then NO_COLOR, then the forcing variables, then the terminal", arguments: colors)
    func paints(_ choice: ColorChoice, _ environment: [String: String], _ isTerminal: Bool, _ style: TextStyle) {
        #expect(choice.style(onTerminal: isTerminal, environment: environment) == style)
    }

    /// An environment and whether its characters are Unicode.
    static let locales: [([String: String], Bool)] = [
        ([:], false), (["LANG": "C"], false), (["LANG": "C.UTF-8"], true), (["LANG": "de_DE.utf8"], true),
        (["LC_ALL": "C", "LANG": "en_US.UTF-8"], false), (["LC_ALL": "", "LC_CTYPE": "en_US.UTF-8"], true),
    ]

    @Test("the first locale variable that is set decides the characters", arguments: locales)
    func readsLocale(_ environment: [String: String], _ usesUnicode: Bool) {
        #expect(Terminal.usesUnicode(environment) == usesUnicode)
    }

    /// A choice, whether it is a terminal, whether quiet was asked for, and what is shown.
    static let progress: [(ProgressChoice, Bool, Bool, [String: String], ProgressChoice)] = [
        (.auto, true, false, [:], .tty), (.auto, false, false, [:], .plain), (.auto, true, true, [:], .none),
        (.auto, true, false, ["TERM": "dumb"], .plain), (.json, true, true, [:], .json),
        (.tty, false, false, [:], .tty), (.auto, true, false, ["CI": "true"], .plain),
        (.auto, true, false, ["CI": "false"], .tty), (.auto, true, false, ["CI": ""], .tty),
        (.tty, true, false, ["CI": "true"], .tty),
    ]

    @Test("nothing animates off a terminal, unless it is asked for", arguments: progress)
    func settles(
        _ choice: ProgressChoice,
        _ isTerminal: Bool,
        _ isQuiet: Bool,
        _ environment: [String: String],
        _ settled: ProgressChoice
    ) {
        #expect(choice.settled(onTerminal: isTerminal, isQuiet: isQuiet, environment: environment) == settled)
    }
}
