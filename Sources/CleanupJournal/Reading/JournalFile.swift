package import CleanupEngine
package import HumanLoops
package import Support

/// The journal of an earlier run, opened to be read or to be resumed.
package final class JournalFile: Sendable {
    package let path: String
    package let reading: JournalReading
    private let sink: FileDescriptorSink
    /// The file's descriptor, open for as long as the sink is.
    let descriptor: Int32

    /// Opens a journal, and claims it against other runs when it is to be resumed.
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
        reading = try JournalReading(descriptor: descriptor)
    }

    /// Whether there is a file with a whole line: a run whose first line was torn has done nothing.
    package static func exists(at path: String) -> Bool {
        let bytes = SystemCalls().beginning(of: path, count: JournalReading.pieceSize)
        return bytes.contains(UInt8(ascii: "\n")) || bytes.count == JournalReading.pieceSize
    }

    /// Whether there is no file, or one that holds nothing.
    package static func isAbsent(_ path: String) -> Bool { SystemCalls().beginning(of: path, count: 1).isEmpty }

    /// Whether a file begins as the report of a run in JSON Lines does.
    package static func isJournal(_ path: String) -> Bool { OutputMark.journal.isAt(path) }

    /// Whether a file holds nothing but the beginning of a journal's first line, which was torn, or zeros in its place: its run
    /// has done nothing.
    package static func isTornAtStart(_ path: String) -> Bool {
        let bytes = SystemCalls().beginning(of: path, count: JournalReading.pieceSize)
        // One that is longer has been written whole, but for its end perhaps: it may tell of a run that did something.
        guard !bytes.isEmpty, bytes.count < JournalReading.pieceSize, !bytes.contains(UInt8(ascii: "\n")) else {
            return false
        }
        let mark = OutputMark.journal.bytes
        let begun = bytes.prefix { $0 != 0 }
        return begun.count == bytes.count || bytes.dropFirst(begun.count).allSatisfy { $0 == 0 }
            ? mark.starts(with: begun.prefix(mark.count)) : false
    }

    /// Whether a run was about to stop or delete a loop, as far as its journal can be read; if it cannot, it may have been.
    package static func hasIntent(_ path: String) -> Bool {
        let calls = SystemCalls()
        guard let descriptor = try? calls.open(path, .reading) else { return true }
        defer { calls.close(descriptor) }
        let mark = Array("{\"schema\":\(ReportSchema.version),\"type\":\"loop_intent\"".utf8)
        do throws(JournalError) {
            try JournalReading.forEachLine(of: descriptor) { _, line throws(JournalError) in
                if line.starts(with: mark) { throw .inUse }
            }
            return false
        } catch {
            return true
        }
    }

    /// Whether another process, or this one, is writing to a file.
    package static func isInUse(_ path: String) -> Bool {
        let calls = SystemCalls()
        guard let descriptor = try? calls.open(path, .reading) else { return false }
        defer { calls.close(descriptor) }
        return !calls.claim(descriptor)
    }

    /// Takes away what is left of a torn line, and makes the writer that goes on behind the last whole one.
    package func continued(by resumption: RunResumption) throws(ReportWriteError) -> Journal {
        do throws(SystemCallError) {
            if reading.tornBytes > 0 { try SystemCalls().truncate(descriptor, to: reading.wholeBytes) }
        } catch {
            throw ReportWriteError(path: path, problem: .writing(error))
        }
        return Journal(to: sink, .continued(resumption), after: reading.history)
    }

    /// Hands out the results that are the last of their loops and wanted, in the order in which they were written.
    package func forEachResult(
        where isWanted: (HumanLoopName, LoopRecord) -> Bool,
        _ body: (LoopResult) -> Void
    ) throws(JournalError) {
        var lines = reading.history.records.compactMap { name, record in
            record.resultLine > 0 && isWanted(name, record) ? UInt32(clamping: record.resultLine) : nil
        }.sorted()[...]
        try JournalReading.forEachLine(of: descriptor) { number, line throws(JournalError) in
            guard let next = lines.first, number == next else { return }
            lines.removeFirst()
            if case .event(.result(let result)) = try JournalLine(json: line) { body(result) }
        }
    }
}

extension JournalFile {
    /// Writes the whole lines that were read to a sink which has the first `count` bytes of them already.
    func copyWholeLines(to sink: any ByteSink, after count: Int) throws(ReportWriteError) {
        var offset = count
        while offset < reading.wholeBytes {
            let piece = try piece(of: descriptor, at: offset, before: reading.wholeBytes)
            guard !piece.isEmpty else { throw ReportWriteError(path: path, problem: .shortened) }
            try sink.write(piece)
            offset += piece.count
        }
    }

    /// Whether a journal is a copy of another one as far as it goes; false when either cannot be read.
    package static func isCopy(_ copyPath: String, of path: String) -> Bool {
        guard let file = try? JournalFile(path: path, isContinued: false),
            let status = try? SystemCalls().status(ofPath: copyPath), status.isRegular, status.size > 0
        else { return false }
        return (try? file.beginsWithFile(at: copyPath, count: Int(status.size))) ?? false
    }

    /// Finds out whether all that a file holds, `count` bytes, is what the whole lines begin with.
    func beginsWithFile(at copyPath: String, count: Int) throws(ReportWriteError) -> Bool {
        guard count > 0 else { return true }
        guard count <= reading.wholeBytes else { return false }
        let copy: Int32
        do throws(SystemCallError) {
            copy = try SystemCalls().open(copyPath, .reading)
        } catch {
            throw ReportWriteError(path: copyPath, problem: .reading(error))
        }
        defer { SystemCalls().close(copy) }
        var offset = 0
        while offset < count {
            let piece = try piece(of: copy, at: offset, before: count)
            let end = offset + piece.count
            let own = try self.piece(of: descriptor, at: offset, before: end)
            guard end > offset, piece == own else { return false }
            offset = end
        }
        return true
    }

    private func piece(of descriptor: Int32, at offset: Int, before end: Int) throws(ReportWriteError) -> [UInt8] {
        do throws(SystemCallError) {
            let count = min(JournalReading.pieceSize, end - offset)
            return try SystemCalls().read(descriptor, at: offset, count: count)
        } catch {
            throw ReportWriteError(path: path, problem: .reading(error))
        }
    }
}
