import Glibc
import Support

/// What an output of the process can show.
struct Terminal: Hashable, Sendable {
    let isTerminal: Bool
    let layout: TextLayout
    /// What it is wide and high: also where that is less than anything is laid out for.
    let columns, rows: Int

    /// Makes what a test knows of a terminal.
    init(columns: Int, rows: Int, style: TextStyle = .plain, usesUnicode: Bool = true) {
        isTerminal = true
        (self.columns, self.rows) = (columns, rows)
        layout = TextLayout(width: columns, style: style, usesUnicode: usesUnicode)
    }

    /// Asks about an output: descriptor 1 is standard output, 2 standard error.
    init(descriptor: Int32, color: ColorChoice, environment: [String: String]) {
        isTerminal = isatty(descriptor) == 1
        let size = isTerminal ? Self.size(of: descriptor) : nil
        (columns, rows) = size ?? (80, 24)
        layout = TextLayout(
            width: columns,
            style: color.style(onTerminal: isTerminal, environment: environment),
            usesUnicode: Self.usesUnicode(environment)
        )
    }

    /// How wide the terminal is that standard error goes to; nil where it is none.
    static var messageWidth: Int? {
        guard CommandEnvironment.current.messages == nil else { return nil }
        let terminal = Terminal(descriptor: 2, color: .never, environment: [:])
        return terminal.isTerminal ? terminal.columns : nil
    }

    /// Whether the locale's characters are Unicode: the first of LC_ALL, LC_CTYPE and LANG that is set decides.
    static func usesUnicode(_ environment: [String: String]) -> Bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        let name = locale?.lowercased() ?? ""
        return name.hasSuffix("utf-8") || name.hasSuffix("utf8")
    }

    /// Nil when the terminal does not say.
    private static func size(of descriptor: Int32) -> (columns: Int, rows: Int)? {
        var size = winsize()
        // The call fills the structure that it is lent, and keeps nothing of it.
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return (Int(size.ws_col), size.ws_row > 0 ? Int(size.ws_row) : 24)
    }
}

/// When text is coloured.
enum ColorChoice: String, CaseIterable, Sendable {
    case auto
    case always
    case never

    /// Decides for an output: the flag, then `NO_COLOR`, `CLICOLOR_FORCE` or `FORCE_COLOR`, `TERM=dumb`, then what it is.
    func style(onTerminal isTerminal: Bool, environment: [String: String]) -> TextStyle {
        switch self {
        case .always: return .ansi
        case .never: return .plain
        case .auto: break
        }
        if environment["NO_COLOR"].map({ !$0.isEmpty }) ?? false { return .plain }
        for variable in ["CLICOLOR_FORCE", "FORCE_COLOR"] {
            if let value = environment[variable], !value.isEmpty, value != "0" { return .ansi }
        }
        return isTerminal && environment["TERM"] != "dumb" ? .ansi : .plain
    }
}
