import Support

/// Writes problems for a person, in the form that editors and continuous integration know from compilers.
///
/// ```
/// cleanup.yaml:12:5: error: unknown key 'onInprogress', did you mean 'onInProgress'? [E021]
///    12 |     onInprogress: skip
///       |     ^~~~~~~~~~~~
/// ```
package struct DiagnosticRenderer: Sendable {
    private static let numberWidth = 5
    /// How many columns of a line are shown at the least, however narrow the terminal is.
    private static let minimumRoom = 20

    private let excerpts: LineExcerpts
    /// How wide lines of a file are shown, with their numbers; nil for as much as was read of them.
    private let width: Int?

    package init(excerpts: LineExcerpts = LineExcerpts(), width: Int? = nil) {
        (self.excerpts, self.width) = (excerpts, width)
    }

    /// Writes all the problems of a log, and how many more there are; each line ends with a line feed.
    package func render(_ log: DiagnosticLog) -> String {
        var text = log.diagnostics.map(render).joined()
        let omitted = [(log.omittedErrors, "error"), (log.omittedWarnings, "warning")].filter { $0.0 > 0 }
        if !omitted.isEmpty {
            text += "and \(omitted.map { "\($0.0) more \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: ", "))\n"
        }
        return text
    }

    /// Writes one problem; each line ends with a line feed.
    package func render(_ diagnostic: Diagnostic) -> String {
        var text = block(
            file: diagnostic.file,
            heading: "\(diagnostic.severity.rawValue): \(diagnostic.message) [\(diagnostic.code.rawValue)]",
            position: diagnostic.position,
            length: diagnostic.length
        )
        if let help = diagnostic.help ?? invisibleHelp(for: diagnostic) {
            text += "\(String(repeating: " ", count: Self.numberWidth)) = help: \(SanitizedText.sanitized(help))\n"
        }
        if let related = diagnostic.related {
            text += block(
                file: related.file ?? diagnostic.file,
                heading: "note: \(related.message)",
                position: related.position,
                length: related.length
            )
        }
        return text
    }

    /// Names what cannot be seen in the line of a problem that has no other help.
    private func invisibleHelp(for diagnostic: Diagnostic) -> String? {
        guard diagnostic.code == .syntax, let excerpt = excerpts[diagnostic.file, diagnostic.position] else {
            return nil
        }
        return InvisibleCharacter(in: excerpt.text)?.help(textColumn: excerpt.firstColumn)
    }

    private func block(file: String, heading: String, position: TextPosition, length: Int) -> String {
        let place = "\(SanitizedText.sanitized(file)):\(position.line):\(position.column)"
        return "\(place): \(SanitizedText.sanitized(heading))\n" + excerpt(of: file, at: position, length: length)
    }

    /// Writes the line at a position, and under it a mark as long as the offending text.
    private func excerpt(of file: String, at position: TextPosition, length: Int) -> String {
        guard var excerpt = excerpts[file, position], !excerpt.text.isEmpty else { return "" }
        let number = String(position.line)
        let padding = String(repeating: " ", count: max(0, Self.numberWidth - number.utf8.count))
        let gutter = String(repeating: " ", count: max(Self.numberWidth, number.utf8.count))
        if let width {
            // Behind the number there are a bar between blanks; the last column stays free.
            let room = max(Self.minimumRoom, width - gutter.utf8.count - 4)
            excerpt.fit(room, around: position.column) { DisplayWidth.columns(of: shown(String($0))) }
        }
        let scalars = excerpt.text.unicodeScalars
        let lead = (excerpt.isCutBefore ? "…" : "")
        let before = String(scalars.prefix(max(0, position.column - excerpt.firstColumn)))
        let marked = String(scalars.dropFirst(max(0, position.column - excerpt.firstColumn)).prefix(length))
        let indent = DisplayWidth.columns(of: lead) + DisplayWidth.columns(of: shown(before))
        let width = max(1, DisplayWidth.columns(of: shown(marked)))
        return "\(padding)\(number) | \(lead)\(shown(excerpt.text))\(excerpt.isCutAfter ? "…" : "")\n"
            + "\(gutter) | \(String(repeating: " ", count: indent))^\(String(repeating: "~", count: width - 1))\n"
    }

    /// Makes a part of a line fit to be shown: a tab takes one column, like in the position.
    private func shown(_ text: String) -> String {
        SanitizedText.sanitized(String(text.unicodeScalars.map { $0 == "\t" ? " " : Character($0) }))
    }
}
