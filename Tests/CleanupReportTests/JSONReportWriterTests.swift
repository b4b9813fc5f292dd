import CleanupEngine
@testable import CleanupJournal
@testable import CleanupReport
import FoundationEssentials
import ReportTestSupport
@testable import Support
import Testing

/// The report as one JSON document.
@Suite("JSONReportWriter")
struct JSONReportWriterTests {
    /// What the document must have, whoever reads it.
    private struct Document: Decodable {
        /// One loop.
        struct Loop: Decodable {
            /// The loop's name.
            var name: String
        }

        /// What stands at the end.
        struct End: Decodable {
            /// The process's exit code.
            var exitCode: Int
        }

        /// The version of the document's meaning.
        var schema: Int
        /// Every loop.
        var loops: [Loop]
        /// The end of the run.
        var end: End
    }

    @Test("a document is valid for any number of loops", arguments: 0...3)
    func isValid(_ count: Int) throws {
        let sink = MemorySink()
        var writer = JSONReportWriter(sink: sink)
        try writer.write(.start(.sample()))
        for number in 0..<count { try writer.write(.result(.sample("loop-\(number)", .deleted))) }
        try writer.write(.end(.sample(exitCode: .deferred)))
        let document = try JSONDecoder().decode(Document.self, from: Data(sink.text.utf8))
        #expect(document.schema == 1)
        #expect(document.loops.map(\.name) == (0..<count).map { "loop-\($0)" })
        #expect(document.end.exitCode == 3)
        #expect(sink.takeEvents().last == .finish)
    }

    @Test("a loop takes one line, and its members are those of the journal")
    func oneLoopOnALine() throws {
        let (sink, journalSink) = (MemorySink(), MemorySink())
        var (writer, journal) = (JSONReportWriter(sink: sink), Journal(to: journalSink))
        try writer.write(.start(.sample()))
        for result in [.full, .sample("b", .deleted)] as [LoopResult] {
            try writer.write(.result(result))
            try journal.write(.result(result))
        }
        try writer.write(.end(.sample()))
        let lead = #"{"schema":1,"type":"loop_result","#
        let loops = journalSink.lines.map { line in
            "{" + line.dropFirst(lead.utf8.count).replacing(#/,"chain":"[0-9a-f]{16}"/#, with: "")
        }
        #expect(Array(sink.lines[3...4]) == [loops[0] + ",", loops[1]])
        #expect(sink.lines[0] == #"{"schema":1,"#)
        #expect(sink.lines[2] == #""loops":["#)
        #expect(sink.lines[5] == "],")
    }
}
