/// A file that is only ever added to: the record of what a run did.
package enum EvidenceFile {
    /// Makes the file, or takes an empty one, and claims it against other runs.
    ///
    /// A pipe or a device is taken as it is.
    ///
    /// - Parameters:
    ///   - path: its path.
    ///   - permissions: who may read and write a new file, as far as the umask lets; everybody may read by default.
    /// - Returns: a sink that adds to the file.
    /// - Throws: `ReportWriteError` when the file holds anything already, another process writes to it, or it cannot be made.
    package static func create(
        at path: String,
        permissions: UInt32 = 0o644
    ) throws(ReportWriteError) -> FileDescriptorSink {
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
        guard status.isRegular else { return sink }
        guard isClaimed else { throw ReportWriteError(path: path, problem: .inUse) }
        guard status.size == 0 else { throw ReportWriteError(path: path, problem: .holdsEarlierRun) }
        return sink
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
