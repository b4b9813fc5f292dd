import ArgumentParser
import Support
import YAML

/// How the problems of a file are written and judged, as it was decided.
struct ProblemOptions: Sendable {
    var format = ProblemFormat.text
    /// Whether a warning counts as an error.
    var isStrict = false

    func judged(_ log: DiagnosticLog) -> DiagnosticLog { isStrict ? log.strict : log }

    /// Writes problems, each line ended by a line feed; `excerpts` finds the lines that they are about.
    ///
    /// Those lines are cut to the width of the terminal; nil where there is none.
    func written(_ log: DiagnosticLog, width: Int? = nil, excerpts: () -> LineExcerpts) -> [UInt8] {
        switch format {
        case .text: Array(DiagnosticRenderer(excerpts: excerpts(), width: width).render(log).utf8)
        case .json: ProblemJSON.bytes(of: log)
        case .github: Array(ProblemAnnotations.text(of: log).utf8)
        }
    }
}

/// How the problems of a manifest are written and judged, as the command line says it.
struct ProblemArguments: ParsableArguments {
    @Option(
        help: .option(
            "error-format",
            "How problems of the manifest are written: text, json or github.",
            value: "format",
            otherwise: "text"
        ),
        completion: .keywords(ProblemFormat.self)
    )
    var errorFormat: String?
    @Flag(help: .option("strict", "Refuses a manifest that has warnings."))
    var strict = false

    /// Reads the options, the environment's included.
    func settled(_ reader: OptionReader) throws(CommandFailure) -> ProblemOptions {
        ProblemOptions(
            format: try reader.value(errorFormat, "error-format", as: .keyword(ProblemFormat.self)) ?? .text,
            isStrict: try reader.isOn(strict, "strict")
        )
    }
}

/// How the problems of a file are written.
enum ProblemFormat: String, CaseIterable, Sendable {
    case text
    /// One JSON object a line.
    case json
    /// Workflow commands, which GitHub shows beside the lines of a change.
    case github
}

/// Writes problems as workflow commands of GitHub Actions, which are shown beside the lines of a change.
///
/// ```
/// ::error file=a.yaml,line=2,col=5,endColumn=9,title=E021::unknown key 'nmae'%0Ahelp: …
/// ```
enum ProblemAnnotations {
    static func text(of log: DiagnosticLog) -> String {
        var text = log.diagnostics.map(line).joined()
        for (count, severity) in [(log.omittedErrors, "error"), (log.omittedWarnings, "warning")] where count > 0 {
            text += "::\(severity)::and \(count) more \(severity)\(count == 1 ? "" : "s")\n"
        }
        return text
    }

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

/// Writes problems for programs: one JSON object a line.
///
/// ```json
/// {"code":"E021","severity":"error","message":"unknown key 'nmae'","file":"a.yaml","line":2,"column":5,"length":4}
/// ```
///
/// `help` and `related` (`message`, `line`, `column`, `length`) are there when there is something to say. When
/// problems were counted but not kept, a last object has `omittedErrors` and `omittedWarnings`.
enum ProblemJSON {
    static func bytes(of log: DiagnosticLog) -> [UInt8] {
        var json = JSONWriter()
        for diagnostic in log.diagnostics {
            json.object { write(diagnostic, to: &$0) }
            json.newline()
        }
        if log.omittedErrors + log.omittedWarnings > 0 {
            json.object { json in
                json.member("omittedErrors", log.omittedErrors)
                json.member("omittedWarnings", log.omittedWarnings)
            }
            json.newline()
        }
        return json.take()
    }

    private static func write(_ diagnostic: Diagnostic, to json: inout JSONWriter) {
        json.member("code", diagnostic.code.rawValue)
        json.member("severity", diagnostic.severity.rawValue)
        json.member("message", diagnostic.message)
        json.member("file", diagnostic.file)
        write(diagnostic.position, diagnostic.length, to: &json)
        json.member("help", diagnostic.help)
        guard let related = diagnostic.related else { return }
        json.object("related") { json in
            json.member("message", related.message)
            write(related.position, related.length, to: &json)
        }
    }

    private static func write(_ position: TextPosition, _ length: Int, to json: inout JSONWriter) {
        json.member("line", position.line)
        json.member("column", position.column)
        json.member("length", length)
    }
}
