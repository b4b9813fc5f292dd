import Support
import YAML

/// Writes problems as workflow commands of GitHub Actions, which are shown beside the lines of a change.
///
/// ```
/// ::error file=a.yaml,line=2,col=5,endColumn=9,title=E021::unknown key 'nmae'%0Ahelp: …
/// ```
enum ProblemAnnotations {
    /// Writes all the problems of a log, and how many more there are; each line ends with a line feed.
    static func text(of log: DiagnosticLog) -> String {
        var text = log.diagnostics.map(line).joined()
        for (count, severity) in [(log.omittedErrors, "error"), (log.omittedWarnings, "warning")] where count > 0 {
            text += "::\(severity)::and \(count) more \(severity)\(count == 1 ? "" : "s")\n"
        }
        return text
    }

    /// Writes one problem.
    private static func line(_ diagnostic: Diagnostic) -> String {
        let position = diagnostic.position
        var message = diagnostic.message
        if let help = diagnostic.help { message += "\nhelp: \(help)" }
        if let related = diagnostic.related {
            message += "\n\(related.message): line \(related.position.line), column \(related.position.column)"
        }
        let place = "line=\(position.line),col=\(position.column),endColumn=\(position.column + diagnostic.length)"
        let properties = "file=\(escaped(diagnostic.file, ":,")),\(place),title=\(diagnostic.code.rawValue)"
        return "::\(diagnostic.severity.rawValue) \(properties)::\(escaped(message, ""))\n"
    }

    /// Escapes what would end the text: `%` and line ends as in messages, other characters as in properties.
    private static func escaped(_ text: String, _ others: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar == "%" || scalar == "\r" || scalar == "\n" || others.unicodeScalars.contains(scalar) {
                let number = String(scalar.value, radix: 16, uppercase: true)
                result += "%\(number.utf8.count < 2 ? "0" : "")\(number)"
            } else {
                result += SanitizedText.sanitized(String(scalar))
            }
        }
        return result
    }
}
