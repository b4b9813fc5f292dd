package import CleanupEngine
package import HumanLoops

/// The journal of an earlier run, opened to be read or to be gone on with.
package final class JournalFile: Sendable {
    /// The path as the user named it.
    package let path: String
    /// What it holds.
    package let reading: JournalReading
    /// The file; it is closed with this.
    private let sink: FileDescriptorSink
    /// The file's descriptor, open for as long as the sink is.
    let descriptor: Int32

    /// Opens a journal.
    ///
    /// - Parameters:
    ///   - path: its path.
    ///   - isContinued: whether it is to be gone on with: then it is claimed against other runs.
    /// - Throws: `JournalError` when it cannot be read, is none, or another process writes to it.
    package init(path: String, isContinued: Bool) throws(JournalError) {
        let calls = SystemCalls()
        self.path = path
        do throws(SystemCallError) {
            descriptor = try calls.open(path, isContinued ? .continuing : .reading)
        } catch {
            throw .system(error)
        }
        sink = FileDescriptorSink(descriptor: descriptor, path: path, ownership: .owned)
        if isContinued, !calls.claim(descriptor) { throw .inUse }
        reading = try JournalReading(descriptor: descriptor, calls: calls)
    }

    /// Whether there is a file with a whole line: a run whose first line was torn has done nothing.
    package static func exists(at path: String) -> Bool {
        SystemCalls().beginning(of: path, count: 65_536).contains(UInt8(ascii: "\n"))
    }

    /// Whether a file begins as the report of a run in JSON Lines does.
    package static func isJournal(_ path: String) -> Bool {
        SystemCalls().beginning(of: path, count: ReplacedFile.journalMark.count) == ReplacedFile.journalMark
    }

    /// Whether a journal has come to its end: its last line says so.
    package static func isComplete(_ path: String) -> Bool {
        let end = SystemCalls().ending(of: path, count: 65_536)
        guard end.last == UInt8(ascii: "\n") else { return false }
        let lines = end.split(separator: UInt8(ascii: "\n"))
        return lines.last?.starts(with: "{\"schema\":\(ReportSchema.version),\"type\":\"run_end\"".utf8) ?? false
    }

    /// Takes away what is left of a torn line, and makes the writer that goes on behind the last whole one.
    ///
    /// - Throws: `ReportWriteError` when the file cannot be cut.
    package func continued(by resumption: RunResumption) throws(ReportWriteError) -> Journal {
        do throws(SystemCallError) {
            if reading.tornBytes > 0 { try SystemCalls().truncate(descriptor, to: reading.wholeBytes) }
        } catch {
            throw ReportWriteError(path: path, problem: .writing(error))
        }
        return Journal(to: sink, continuing: reading.history, by: resumption)
    }

    /// Hands out the results that are the last of their loops, in the order in which they were written.
    ///
    /// - Parameters:
    ///   - isWanted: which loops are wanted, by name and by where the journal leaves them.
    ///   - body: what is done with each.
    /// - Throws: `JournalError` when the file cannot be read again.
    package func forEachResult(
        where isWanted: (HumanLoopName, LoopStanding) -> Bool,
        _ body: (LoopResult) -> Void
    ) throws(JournalError) {
        var wanted: [UInt32] = []
        for (name, standing) in reading.history.standings where standing.resultLine > 0 && isWanted(name, standing) {
            wanted.append(UInt32(clamping: standing.resultLine))
        }
        wanted.sort()
        var lines = wanted[...]
        try JournalReading.forEachLine(of: descriptor, calls: SystemCalls()) { number, line throws(JournalError) in
            guard let next = lines.first, number == next else { return }
            lines.removeFirst()
            if case .result(let result) = try JournalLine(json: line) { body(result) }
        }
    }
}
