/// Whether text is coloured.
package enum TextStyle: Hashable, Sendable {
    /// Text alone.
    case plain
    /// Text with the escape sequences of ECMA-48 (SGR), as terminals understand them.
    case ansi

    /// Colours text that has no escape sequences of its own.
    func paint(_ text: String, _ tone: TextTone) -> String {
        guard self == .ansi, !text.isEmpty, let code = Self.code(of: tone) else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    /// The SGR parameter of a tone; nil when the tone is not coloured.
    private static func code(of tone: TextTone) -> String? {
        switch tone {
        case .plain: nil
        case .strong: "1"
        case .faint: "2"
        case .good: "32"
        case .caution: "33"
        case .bad: "31"
        }
    }
}
