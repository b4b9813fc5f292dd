/// Where the bytes of a report go, in order.
package protocol ByteSink: AnyObject, Sendable {
    /// Whether no one reads any more (`EPIPE`): what is written is dropped, which is not an error.
    var isReaderGone: Bool { get }

    /// Takes bytes, which may be held back until `flush`; after an error every later call throws it.
    func write(_ bytes: [UInt8]) throws(ReportWriteError)

    /// Hands all bytes to the system: they outlive the process.
    func flush() throws(ReportWriteError)

    /// Has the system put all bytes on its disk: they outlive the machine. A sink that is not a file does nothing.
    func synchronize() throws(ReportWriteError)

    /// Says that all is written: a file that is replaced at the end is replaced now.
    func finish() throws(ReportWriteError)
}

extension ByteSink {
    /// Takes text as UTF-8; it may be held back until `flush`.
    package func write(_ text: String) throws(ReportWriteError) { try write(Array(text.utf8)) }
}

/// Why an output could not be made or written.
package struct ReportWriteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What stood in the way.
    package enum Problem: Hashable, Sendable {
        /// The file holds an earlier run's evidence, which is never written over.
        case holdsEarlierRun
        /// The file is someone's own, and not a follow-up of the same manifest as it was written: it is not written over.
        case holdsOther
        /// The file holds something else than an earlier output of the kind, which alone is replaced.
        case holdsElse(than: String)
        case isLink
        case isRead
        case inUse
        case creation(SystemCallError)
        case writing(SystemCallError)
        /// The file cannot be read again.
        case reading(SystemCallError)
        /// The file holds less than was read of it a moment ago.
        case shortened
        case removed
        /// The file was cut to less than was written.
        case cut
    }

    /// The output as the user named it: a path, or words such as `standard output`.
    package var path: String
    package var problem: Problem

    package init(path: String, problem: Problem) {
        self.path = path
        self.problem = problem
    }

    package var description: String {
        switch problem {
        case .holdsEarlierRun: "'\(path)' holds the report of an earlier run: name another path"
        case .holdsOther:
            "'\(path)' is not a follow-up manifest of this manifest, or it was edited: name another path"
        case .holdsElse(let kind):
            "'\(path)' exists and is not a \(kind) that loopsweep wrote: name another path"
        case .isLink: "'\(path)' is a symbolic link, which is not followed: name the file itself"
        case .isRead: "'\(path)' is a file that this run reads: name another path"
        case .inUse: "'\(path)' is being written by another run: name another path"
        case .creation(let error) where error.isMissing:
            "cannot create '\(path)': there is no folder '\(FilePathText.directory(of: path))': create it first"
        case .creation(let error): "cannot create '\(path)': \(error)"
        case .writing(let error): "cannot write to '\(path)': \(error)"
        case .reading(let error): "cannot read '\(path)' again: \(error)"
        case .removed: "'\(path)' was removed while it was written: what the run did is no longer on record"
        case .cut: "'\(path)' was cut while it was written: another process has changed it"
        case .shortened: "'\(path)' has lost lines while it was read: another process has changed it"
        }
    }
}
