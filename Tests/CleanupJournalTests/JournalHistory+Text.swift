@testable import CleanupJournal
import ReportTestSupport
@testable import Support
import TestSupport

extension JournalHistory {
    /// Reads the whole lines of a journal's text.
    ///
    /// - Throws: `JournalError` when one is no line of a report.
    init(text: String) throws(JournalError) {
        self.init()
        var splitter = LineSplitter()
        try splitter.take(Array(text.utf8)) { line throws(JournalError) in
            try take(try JournalLine(json: line), bytes: line + [UInt8(ascii: "\n")])
        }
    }
}
