import CleanupReport
import YAML

/// Writes problems for programs: one JSON object a line.
///
/// ```json
/// {"code":"E021","severity":"error","message":"unknown key 'nmae'","file":"a.yaml","line":2,"column":5,"length":4}
/// ```
///
/// `help` and `related` (`message`, `line`, `column`, `length`) are there when there is something to say. When
/// problems were counted but not kept, a last object has `omittedErrors` and `omittedWarnings`.
enum ProblemJSON {
    /// Writes all the problems of a log, and how many more there are.
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

    /// Writes the members of one problem.
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

    /// Writes the members of a place.
    private static func write(_ position: TextPosition, _ length: Int, to json: inout JSONWriter) {
        json.member("line", position.line)
        json.member("column", position.column)
        json.member("length", length)
    }
}
