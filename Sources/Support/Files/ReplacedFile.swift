import Synchronization

/// A file whose new content takes the place of the old at the very end, whole or not at all.
///
/// Until `finish` the bytes are in a hidden neighbour of the file, which is removed when the sink ends without it.
package final class ReplacedFile: ByteSink {
    /// Where the bytes are until the end.
    private let neighbour: FileDescriptorSink
    private let neighbourPath: String
    private let path: String
    /// What a file begins with that may be replaced; nil when whoever makes the sink looks to that.
    private let mark: OutputMark?
    private let isInPlace = Mutex(false)

    private init(_ descriptor: Int32, at neighbourPath: String, of path: String, replacing mark: OutputMark?) {
        neighbour = FileDescriptorSink(descriptor: descriptor, path: path, ownership: .owned)
        self.mark = mark
        self.neighbourPath = neighbourPath
        self.path = path
    }

    deinit { if !isInPlace.withLock({ $0 }) { SystemCalls().remove(neighbourPath) } }

    /// Makes a sink for a path where nothing is yet, or a file that begins with `mark`; it takes the old one's permissions.
    ///
    /// A device or a pipe is written to directly; a link is followed to nothing else. Without a mark the caller has looked
    /// whether the file may be replaced. Everybody may read a new file, as far as the umask lets, if nothing else is said.
    package static func create(
        at path: String,
        replacing mark: OutputMark?,
        permissions: UInt32 = 0o644
    ) throws(ReportWriteError) -> any ByteSink {
        let calls = SystemCalls()
        try refuseOther(at: path, replacing: mark)
        do throws(SystemCallError) {
            let old = try calls.status(ofPath: path)
            if let old, !old.isRegular {
                let descriptor = try calls.open(path, .emptying)
                return FileDescriptorSink(descriptor: descriptor, path: path, ownership: .owned)
            }
            let (descriptor, neighbourPath) = try openNeighbour(of: path, permissions)
            let sink = ReplacedFile(descriptor, at: neighbourPath, of: path, replacing: mark)
            if let old { try calls.setPermissions(old.permissions, of: descriptor) }
            return sink
        } catch {
            throw ReportWriteError(path: path, problem: .creation(error))
        }
    }

    /// Refuses a path that leads to one of the files that are read.
    package static func refuse(_ path: String, reading files: [String]) throws(ReportWriteError) {
        let calls = SystemCalls()
        guard let target = calls.target(ofPath: path), target.isRegular else { return }
        if files.contains(where: { calls.target(ofPath: $0)?.identity == target.identity }) {
            throw ReportWriteError(path: path, problem: .isRead)
        }
    }

    /// Refuses a link to a file, or to nothing: what it leads to is someone's own.
    package static func refuseLink(_ path: String) throws(ReportWriteError) {
        let calls = SystemCalls()
        // The system's own links, such as /dev/stdout, lead to what is open already.
        guard let status = try? calls.status(ofPath: path), status.isLink, !path.hasPrefix("/dev/"),
            !path.hasPrefix("/proc/"), calls.target(ofPath: path)?.isRegular ?? true
        else { return }
        throw ReportWriteError(path: path, problem: .isLink)
    }

    package var isReaderGone: Bool { neighbour.isReaderGone }

    package func write(_ bytes: [UInt8]) throws(ReportWriteError) { try neighbour.write(bytes) }

    /// Hands all bytes to the system, not yet under the file's name.
    package func flush() throws(ReportWriteError) { try neighbour.flush() }

    /// Has all bytes put on the disk, not yet under the file's name.
    package func synchronize() throws(ReportWriteError) { try neighbour.synchronize() }

    /// Puts the bytes on the disk and then in the place of the old file.
    package func finish() throws(ReportWriteError) {
        try neighbour.finish()
        // Someone may have written there meanwhile, or the journal of this very run, under another spelling of the path.
        try Self.refuseOther(at: path, replacing: mark)
        do throws(SystemCallError) {
            try SystemCalls().rename(neighbourPath, to: path)
        } catch {
            throw ReportWriteError(path: path, problem: .writing(error))
        }
        isInPlace.withLock { $0 = true }
    }

    /// Refuses to replace what is no earlier output of the kind.
    private static func refuseOther(at path: String, replacing mark: OutputMark?) throws(ReportWriteError) {
        guard let mark else { return }
        try refuseLink(path)
        guard let status = SystemCalls().target(ofPath: path), status.isRegular, status.size > 0, !mark.isAt(path)
        else {
            return
        }
        let isJournal = OutputMark.journal.isAt(path)
        throw ReportWriteError(path: path, problem: isJournal ? .holdsEarlierRun : .holdsElse(than: mark.kind))
    }

    /// Makes a file of a name that no one has; names that are taken are passed over.
    private static func openNeighbour(
        of path: String,
        _ permissions: UInt32
    ) throws(SystemCallError) -> (descriptor: Int32, path: String) {
        var random = SystemRandomNumberGenerator()
        while true {
            let candidate = FilePathText.neighbour(of: path, number: random.next())
            do throws(SystemCallError) {
                return (try SystemCalls().open(candidate, .making, permissions: permissions), candidate)
            } catch {
                guard error.isTakenName else { throw error }
            }
        }
    }
}

/// What an output of one kind begins with: by it an earlier one is known, which alone is replaced.
package struct OutputMark: Sendable {
    package let bytes: [UInt8]
    package let kind: String

    package init(bytes: [UInt8], kind: String) {
        self.bytes = bytes
        self.kind = kind
    }

    /// A journal, or a report in JSON Lines: evidence, which nothing replaces.
    package static let journal = OutputMark(
        bytes: Array("{\"schema\":\(ReportSchema.version),\"type\":\"run_start\"".utf8),
        kind: "report in JSON Lines"
    )

    /// Whether a file begins so.
    package func isAt(_ path: String) -> Bool { SystemCalls().beginning(of: path, count: bytes.count) == bytes }
}

/// What can be told of a path from its text alone.
package enum FilePathText {
    /// The directory that a file is in, as text that can be opened: `.` for a bare name.
    package static func directory(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The name of a hidden neighbour of a file, told apart by a number.
    package static func neighbour(of path: String, number: UInt64) -> String {
        let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.index(after: $0)...] } ?? path[...]
        return "\(path.dropLast(name.count)).\(name).\(String(number, radix: 36)).part"
    }
}
