import Synchronization

/// A file whose new content takes the place of the old at the very end, whole or not at all.
///
/// Until `finish` the bytes are in a hidden neighbour of the file, which is removed when the sink ends without it.
final class ReplacedFile: ByteSink {
    /// Where the bytes are until the end.
    private let neighbour: FileDescriptorSink
    /// The path of the neighbour.
    private let neighbourPath: String
    /// The path that the file is to have.
    private let path: String
    /// Whether the neighbour has become the file.
    private let isInPlace = Mutex(false)

    /// What a journal begins with: a file that begins so is the evidence of a run, and is not replaced.
    static let journalMark = Array("{\"schema\":\(ReportSchema.version),\"type\":\"run_start\"".utf8)

    /// Starts with an open neighbour.
    private init(neighbour: FileDescriptorSink, neighbourPath: String, path: String) {
        self.neighbour = neighbour
        self.neighbourPath = neighbourPath
        self.path = path
    }

    deinit {
        if !isInPlace.withLock({ $0 }) { SystemCalls().remove(neighbourPath) }
    }

    /// Makes a sink for a path; what is there already and is no file, such as a device or a link, is written to directly.
    ///
    /// - Throws: `ReportWriteError` when nothing can be written there.
    static func create(at path: String) throws(ReportWriteError) -> any ByteSink {
        let calls = SystemCalls()
        try refuseJournal(at: path, calls)
        do throws(SystemCallError) {
            let old = try calls.status(ofPath: path)
            if let old, !old.isRegular {
                let descriptor = try calls.open(path, .emptying)
                return FileDescriptorSink(descriptor: descriptor, path: path, ownership: .owned)
            }
            let (descriptor, neighbourPath) = try openNeighbour(of: path, calls)
            let sink = ReplacedFile(
                neighbour: FileDescriptorSink(descriptor: descriptor, path: path, ownership: .owned),
                neighbourPath: neighbourPath,
                path: path
            )
            if let old { try calls.setPermissions(old.permissions, of: descriptor) }
            return sink
        } catch {
            throw ReportWriteError(path: path, problem: .creation(error))
        }
    }

    /// Whether no one reads; never so for a file.
    var isReaderGone: Bool { neighbour.isReaderGone }

    /// Takes bytes for the file.
    func write(_ bytes: [UInt8]) throws(ReportWriteError) {
        try neighbour.write(bytes)
    }

    /// Hands all bytes to the system, not yet under the file's name.
    func flush() throws(ReportWriteError) {
        try neighbour.flush()
    }

    /// Has all bytes put on the disk, not yet under the file's name.
    func synchronize() throws(ReportWriteError) {
        try neighbour.synchronize()
    }

    /// Puts the bytes on the disk and then in the place of the old file.
    func finish() throws(ReportWriteError) {
        try neighbour.finish()
        // The journal of this very run may have come to be there, under another spelling of the path.
        try Self.refuseJournal(at: path, SystemCalls())
        do throws(SystemCallError) {
            try SystemCalls().rename(neighbourPath, to: path)
        } catch {
            throw ReportWriteError(path: path, problem: .writing(error))
        }
        isInPlace.withLock { $0 = true }
    }

    /// Refuses to replace a journal.
    private static func refuseJournal(at path: String, _ calls: SystemCalls) throws(ReportWriteError) {
        if calls.beginning(of: path, count: journalMark.count) == journalMark {
            throw ReportWriteError(path: path, problem: .holdsEarlierRun)
        }
    }

    /// Makes a file of a name that no one has; names that are taken are passed over.
    private static func openNeighbour(
        of path: String,
        _ calls: SystemCalls
    ) throws(SystemCallError) -> (descriptor: Int32, path: String) {
        var random = SystemRandomNumberGenerator()
        while true {
            let candidate = FilePathText.neighbour(of: path, number: random.next())
            do throws(SystemCallError) {
                return (try calls.open(candidate, .making), candidate)
            } catch {
                guard error.isTakenName else { throw error }
            }
        }
    }
}
