package import Support

/// A file that is only ever added to: the record of what a run did.
package enum EvidenceFile {
    /// Makes the file, or takes an empty one, and claims it against other runs.
    ///
    /// A pipe or a device is taken as it is.
    ///
    /// - Parameters:
    ///   - path: its path.
    ///   - permissions: who may read and write a new file, as far as the umask lets; the user alone by default.
    ///   - isAnew: whether a journal that was torn in its first line is emptied.
    /// - Returns: a sink that adds to the file.
    /// - Throws: `ReportWriteError` when the file holds anything already, another process writes to it, or it cannot be made.
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

    /// Makes the file, or takes one that is empty or holds the beginning of a journal and nothing else, and claims it.
    ///
    /// - Returns: a sink that adds to the file, and how many bytes of the journal it holds.
    /// - Throws: `ReportWriteError` when the file holds anything else, another process writes to it, or it cannot be made.
    static func create(
        at path: String,
        orGoOnWithCopyOf journal: JournalFile
    ) throws(ReportWriteError) -> (sink: FileDescriptorSink, count: Int) {
        let (sink, count) = try open(path)
        guard try journal.beginsWithFile(at: path, count: count) else { throw inhabited(path) }
        return (sink, count)
    }

    /// The error of a file that holds anything already.
    private static func inhabited(_ path: String) -> ReportWriteError {
        let isJournal = JournalFile.isJournal(path) || JournalFile.isTornAtStart(path)
        return ReportWriteError(
            path: path,
            problem: isJournal ? .holdsEarlierRun : .holdsElse(than: OutputMark.journal.kind)
        )
    }

    /// Opens a file to add to it, makes it when it is not there, and claims it against other runs.
    ///
    /// - Returns: a sink that adds to the file, and how many bytes it holds; a pipe or a device holds none.
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
