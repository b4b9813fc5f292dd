extension JournalFile {
    /// Writes the whole lines that were read to a sink, as they are.
    ///
    /// - Parameters:
    ///   - sink: where they go.
    ///   - count: how many bytes of them the sink has already.
    /// - Throws: `ReportWriteError` when the sink takes no more, or the file cannot be read again.
    func copyWholeLines(to sink: any ByteSink, after count: Int) throws(ReportWriteError) {
        var offset = count
        while offset < reading.wholeBytes {
            let piece = try piece(of: descriptor, at: offset, before: reading.wholeBytes)
            guard !piece.isEmpty else { throw ReportWriteError(path: path, problem: .shortened) }
            try sink.write(piece)
            offset += piece.count
        }
    }

    /// Finds out whether all that a file holds is what the whole lines begin with.
    ///
    /// - Parameters:
    ///   - copyPath: the path of the file.
    ///   - count: how many bytes it holds.
    /// - Returns: whether nothing else is in it.
    /// - Throws: `ReportWriteError` when one of the files cannot be read.
    func beginsWithFile(at copyPath: String, count: Int) throws(ReportWriteError) -> Bool {
        guard count > 0 else { return true }
        guard count <= reading.wholeBytes else { return false }
        let copy: FileDescriptorSink
        let copyDescriptor: Int32
        do throws(SystemCallError) {
            copyDescriptor = try SystemCalls().open(copyPath, .reading)
            copy = FileDescriptorSink(descriptor: copyDescriptor, path: copyPath, ownership: .owned)
        } catch {
            throw ReportWriteError(path: copyPath, problem: .reading(error))
        }
        return try withExtendedLifetime(copy) { () throws(ReportWriteError) in
            var offset = 0
            while offset < count {
                let piece = try piece(of: copyDescriptor, at: offset, before: count)
                let end = offset + piece.count
                let own = try self.piece(of: descriptor, at: offset, before: end)
                guard end > offset, piece == own else { return false }
                offset = end
            }
            return true
        }
    }

    /// Reads some bytes of a file.
    private func piece(of descriptor: Int32, at offset: Int, before end: Int) throws(ReportWriteError) -> [UInt8] {
        do throws(SystemCallError) {
            let count = min(JournalReading.pieceSize, end - offset)
            return try SystemCalls().read(descriptor, at: offset, count: count)
        } catch {
            throw ReportWriteError(path: path, problem: .reading(error))
        }
    }
}
