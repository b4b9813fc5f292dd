import CleanupEngine
@testable import CleanupJournal
@testable import CleanupReport
import ReportTestSupport
@testable import Support
import Testing

/// Reading `--report FORMAT=PATH`, and opening what it names.
@Suite("ReportDestination")
struct ReportDestinationTests {
    @Test(
        "a format and a path are read",
        arguments: [
            ("text=-", .text, nil), ("json=a.json", .json, "a.json"), ("jsonl=/x/y=z.jsonl", .jsonl, "/x/y=z.jsonl"),
            ("csv= a b", .csv, " a b"), ("csv=./-", .csv, "./-"),
        ] as [(String, ReportFormat, String?)]
    )
    func parses(_ text: String, _ format: ReportFormat, _ path: String?) throws {
        let destination = try ReportDestination(parsing: text)
        #expect(destination.format == format && destination.path == path)
    }

    @Test(
        "anything else is refused, and the error says what there is",
        arguments: [
            ("report.csv", "'report.csv' is not FORMAT=PATH (formats: text, json, jsonl, csv; '-' is standard output)"),
            ("", "'' is not FORMAT=PATH (formats: text, json, jsonl, csv; '-' is standard output)"),
            ("xml=a", "'xml' is not a report format (formats: text, json, jsonl, csv)"),
            ("CSV=a", "'CSV' is not a report format (formats: text, json, jsonl, csv)"),
            ("=a", "'' is not a report format (formats: text, json, jsonl, csv)"),
            ("csv=", "'csv=' names no path after '=' ('-' is standard output)"),
        ]
    )
    func refuses(_ text: String, _ message: String) {
        let error = #expect(throws: ReportDestinationError.self) { try ReportDestination(parsing: text) }
        #expect(error?.description == message)
    }

    @Test(
        "a run can be gone on with from JSON Lines in a file that can be read again",
        arguments: [
            ("jsonl=/nowhere/run.jsonl", true), ("jsonl=/dev/null", false), ("jsonl=-", false),
            ("csv=/nowhere/x", false),
        ]
    )
    func journals(_ text: String, _ canBe: Bool) throws {
        #expect(try ReportDestination(parsing: text).canBeJournal == canBe)
    }

    @Test("each format is written to its file", arguments: ReportFormat.allCases)
    func opens(_ format: ReportFormat) throws {
        let firstLines: [ReportFormat: String] = [
            .text: "Report by loopsweep 1.2.3: run ", .json: "{\"schema\":1,",
            .csv: "Account,Region,HumanLoopName",
            .jsonl: "{\"schema\":1,\"type\":\"run_start\"",
        ]
        try TemporaryDirectory.lend { directory in
            let path = directory.file("report")
            let destination = try ReportDestination(parsing: "\(format.rawValue)=\(path)")
            do {
                let layout = TextLayout(width: 200, style: .ansi, usesUnicode: false)
                var writer = try destination.open(terminal: layout, lines: .new)
                try writer.write(.start(.sample()))
                try writer.write(.result(.full))
                try writer.write(.end(.sample()))
            }
            #expect(directory.contents(of: "report")?.hasPrefix(try #require(firstLines[format])) == true)
            // A second run may replace every report but the journal.
            if format == .jsonl {
                #expect(throws: ReportWriteError(path: path, problem: .holdsEarlierRun)) {
                    _ = try destination.open(terminal: .file, lines: .new)
                }
            } else {
                _ = try destination.open(terminal: .file, lines: .new)
            }
        }
    }
}
