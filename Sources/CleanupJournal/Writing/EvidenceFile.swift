package import CleanupEngine
package import Support

/// A file that is only ever added to: the record of what a run did.
package enum EvidenceFile {
    /// Makes the file, or takes an empty one, and claims it against other runs; a pipe or a device is taken as it is.
    ///
    /// A new file is the user's alone, unless said otherwise. With `isAnew` a journal that was torn in its first line is emptied.
    package static func create(
        at path: String,
        permissions: UInt32 = 0o600,
        isAnew: Bool = false
    ) throws(ReportWriteError) -> FileDescriptorSink {
        let (sink, count) = try open(path, permissions: permissions)
        if count == 0 { return sink }
        guard isAnew, JournalFile.isTornAtStart(path) else { throw inhabited(path) }
        do throws(SystemCallError) {
            // The claim on the file is held; bytes are added behind what it holds, wherever it is emptied from.
            let calls = SystemCalls()
            calls.close(try calls.open(path, .emptying))
        } catch {
            throw ReportWriteError(path: path, problem: .creation(error))
        }
        return sink
    }

    /// Makes the file, or takes one that holds nothing but the beginning of a journal, and claims it.
    ///
    /// Returns how many bytes of the journal it holds as well.
    static func create(
        at path: String,
        orGoOnWithCopyOf journal: JournalFile
    ) throws(ReportWriteError) -> (sink: FileDescriptorSink, count: Int) {
        let (sink, count) = try open(path)
        guard try journal.beginsWithFile(at: path, count: count) else { throw inhabited(path) }
        return (sink, count)
    }

    private static func inhabited(_ path: String) -> ReportWriteError {
        let isJournal = JournalFile.isJournal(path) || JournalFile.isTornAtStart(path)
        return ReportWriteError(
            path: path,
            problem: isJournal ? .holdsEarlierRun : .holdsElse(than: OutputMark.journal.kind)
        )
    }

    /// Opens a file to add to it, makes it when it is not there, and claims it against other runs.
    ///
    /// Returns how many bytes it holds as well; a pipe or a device holds none.
    private static func open(
        _ path: String,
        permissions: UInt32 = 0o600
    ) throws(ReportWriteError) -> (sink: FileDescriptorSink, count: Int) {
        try ReplacedFile.refuseLink(path)
        let calls = SystemCalls()
        let sink: FileDescriptorSink
        let status: SystemCalls.FileStatus
        let isClaimed: Bool
        do throws(SystemCallError) {
            let descriptor = try calls.open(path, .adding, permissions: permissions)
            // From here on the sink closes the descriptor, also when an error is thrown.
            sink = FileDescriptorSink(descriptor: descriptor, path: path, ownership: .owned)
            isClaimed = calls.claim(descriptor)
            status = try calls.status(of: descriptor)
            synchronizeDirectory(of: path, calls)
        } catch {
            throw ReportWriteError(path: path, problem: .creation(error))
        }
        guard status.isRegular else { return (sink, 0) }
        guard isClaimed else { throw ReportWriteError(path: path, problem: .inUse) }
        return (sink, Int(status.size))
    }

    /// Has the file's name put on the disk: synchronized bytes are of no use in a file that cannot be found.
    ///
    /// A directory that may not be read, or whose file system cannot do this, is left at that: the bytes are safe, and
    /// the name is as safe as any other there.
    private static func synchronizeDirectory(of path: String, _ calls: SystemCalls) {
        guard let directory = try? calls.openDirectory(FilePathText.directory(of: path)) else { return }
        defer { calls.close(directory) }
        try? calls.synchronize(directory)
    }
}

/// Where the lines of a report in JSON Lines begin.
package enum JournalBeginning: Sendable {
    /// With the run.
    case new
    /// With the run, also in a file that holds the torn first line of one: the run that was to be resumed did nothing.
    case anew
    /// With the lines of its journal: the run is resumed, or has ended, which is where there is no resumption.
    case copied(JournalFile, by: RunResumption?)

    /// Makes the writer of a report that no one has begun.
    package func writer(to sink: any ByteSink) -> any ReportWriter {
        switch self {
        case .new, .anew: Journal(to: sink)
        case .copied(let file, let resumption): Journal(copying: file, to: sink, by: resumption)
        }
    }

    /// Makes the writer of a report in a file: a new or empty one, or one that an earlier part of the run has begun.
    package func writer(toFile path: String) throws(ReportWriteError) -> any ReportWriter {
        switch self {
        case .new: return Journal(to: try EvidenceFile.create(at: path))
        case .anew: return Journal(to: try EvidenceFile.create(at: path, isAnew: true))
        case .copied(let file, let resumption):
            let (sink, count) = try EvidenceFile.create(at: path, orGoOnWithCopyOf: file)
            return Journal(copying: file, after: count, to: sink, by: resumption)
        }
    }
}

extension Journal {
    /// Makes the report of a run that is resumed, in another place than its journal, which holds `count` bytes of it already.
    ///
    /// It is the lines of the earlier parts as they are, evidence included (a copy of results alone would tell of deletes that
    /// nothing was written before), then what this part adds to both; `resumption` is nil when the run has ended.
    init(copying file: JournalFile, after count: Int = 0, to sink: any ByteSink, by resumption: RunResumption?) {
        self.init(to: sink, .copied(file, after: count, by: resumption), after: file.reading.history)
    }
}
