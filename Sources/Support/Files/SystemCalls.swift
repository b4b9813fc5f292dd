import Glibc

/// The system itself: the only place of this target that calls C, but for the words of an error.
///
/// Each `unsafe` lends C memory that Swift keeps alive for the length of the call, and no call keeps it.
package struct SystemCalls: DescriptorCalls {
    /// How a file is opened.
    package enum Opening {
        /// The file is made when there is none; bytes are added after what it holds.
        case adding
        /// The file must not exist yet.
        case making
        /// The file or device is taken as it is; a file is emptied.
        case emptying
        /// The file must be there; it is only read.
        case reading
        /// The file must be there; it is read, and bytes are added after what it holds.
        case continuing
    }

    /// What is known of an open or a named file.
    package struct FileStatus {
        /// Whether it is a file on a disk, and not a device, a pipe or a directory.
        package var isRegular: Bool
        package var isLink: Bool
        package var isFolder = false
        /// Its length in bytes.
        package var size: Int64
        /// Who may read and write it: the lowest twelve bits of its mode.
        package var permissions: UInt32
        /// How many names it has; 0 when it was removed while it is open.
        package var links: Int
        /// Which file it is: its device and its number there.
        package var identity: FileIdentity
    }

    /// Which file something is, whatever it is called.
    package struct FileIdentity: Hashable {
        package var device: UInt
        package var number: UInt
    }

    /// Reaches the system, or the disk that a test has put in place.
    package init() {}

    package func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) throws(SystemCallError) -> Int {
        var bytes = bytes
        if let conditions = Disk.conditions {
            let taken = conditions.taken(of: bytes.count, by: descriptor)
            guard taken >= 0 else { throw SystemCallError(code: Int32(-taken)) }
            bytes = bytes.prefix(taken)
        }
        let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard count >= 0 else { throw .last }
        return count
    }

    /// Waits with `poll(2)`, for as long as it takes.
    package func awaitRoom(in descriptor: Int32) throws(SystemCallError) {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = try uninterrupted { unsafe poll(&request, 1, -1) }
    }

    /// Calls `fsync(2)`.
    package func synchronize(_ descriptor: Int32) throws(SystemCallError) {
        if let code = Disk.conditions?.failureToSynchronize(descriptor) { throw SystemCallError(code: code) }
        guard fsync(descriptor) == 0 else { throw .last }
    }

    /// Calls `close(2)`; its answer says nothing that `fsync` has not said before.
    package func close(_ descriptor: Int32) { _ = Glibc.close(descriptor) }

    /// Opens a file; a new one may be read by everybody the umask lets, if nothing else is said.
    package func open(_ path: String, _ opening: Opening, permissions: UInt32 = 0o644) throws(SystemCallError) -> Int32
    {
        let flags =
            switch opening {
            case .adding: O_WRONLY | O_CREAT | O_APPEND
            case .making: O_WRONLY | O_CREAT | O_EXCL
            case .emptying: O_WRONLY | O_TRUNC
            // A pipe that no one writes to is opened too, and has nothing.
            case .reading: O_RDONLY | O_NONBLOCK
            case .continuing: O_RDWR | O_APPEND
            }
        if opening != .reading { try Disk.admitChange(of: path) }
        let descriptor = try uninterrupted { unsafe Glibc.open(path, O_CLOEXEC | flags, permissions) }
        if opening != .reading { Disk.conditions?.opened(path, as: descriptor) }
        return descriptor
    }

    /// Looks at an open file.
    package func status(of descriptor: Int32) throws(SystemCallError) -> FileStatus {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .last }
        return FileStatus(status)
    }

    /// Looks at what a path names, without following a link in its last part; nil when there is nothing of that name.
    package func status(ofPath path: String) throws(SystemCallError) -> FileStatus? {
        var status = stat()
        guard unsafe lstat(path, &status) != 0 else { return FileStatus(status) }
        let error = SystemCallError.last
        guard error.code == ENOENT else { throw error }
        return nil
    }

    /// Looks at what a path leads to, links followed; nil when there is nothing, or it cannot be told.
    package func target(ofPath path: String) -> FileStatus? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? FileStatus(status) : nil
    }

    /// The path of what a path leads to, links followed; the path itself where there is nothing, or it cannot be told.
    package func resolved(_ path: String) -> String {
        // The call returns memory of its own, which is copied and given back.
        guard let whole = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(whole) }
        return unsafe String(cString: whole)
    }

    /// Whether a path names a file that can be read again once it is written, or nothing yet: no pipe and no device.
    package func isRegularOrAbsent(_ path: String) -> Bool { look(at: path) { $1.isRegular } ?? true }

    /// Reads the first bytes of a file; fewer, or none, when it cannot be read, or is a pipe or a device, which would wait.
    package func beginning(of path: String, count: Int) -> [UInt8] {
        look(at: path) { $1.isRegular ? try? read($0, at: 0, count: count) : nil } ?? []
    }

    /// Reads the last bytes of a file; fewer, or none, when it cannot be read, or is a pipe or a device, which would wait.
    package func ending(of path: String, count: Int) -> [UInt8] {
        look(at: path) { $1.isRegular ? try? read($0, at: max(0, Int($1.size) - count), count: count) : nil } ?? []
    }

    /// Opens what a path leads to for a look at it, without waiting for the other end of a pipe; nil when that fails.
    private func look<Answer>(at path: String, _ look: (Int32, FileStatus) -> Answer?) -> Answer? {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return (try? status(of: descriptor)).flatMap { look(descriptor, $0) }
    }

    /// Reads bytes of a file with `pread(2)`; fewer when it has no more at the moment, none at its end.
    package func read(_ descriptor: Int32, at offset: Int, count: Int) throws(SystemCallError) -> [UInt8] {
        var bytes: [UInt8] = []
        _ = try uninterrupted {
            var received = 0
            // `pread` writes at most `count` bytes of the buffer, and exactly those are declared initialized.
            bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initializedCount in
                received = unsafe pread(descriptor, buffer.baseAddress, count, off_t(offset))
                initializedCount = max(0, received)
            }
            return received
        }
        return bytes
    }

    /// Makes a call again for as long as signals interrupt it; a negative answer is a failure.
    private func uninterrupted<Answer: SignedInteger>(_ call: () -> Answer) throws(SystemCallError) -> Answer {
        while true {
            let answer = call()
            if answer >= 0 { return answer }
            guard errno == EINTR else { throw .last }
        }
    }

    /// Cuts an open file to its first bytes.
    package func truncate(_ descriptor: Int32, to count: Int) throws(SystemCallError) {
        try Disk.admitChange(of: nil)
        guard ftruncate(descriptor, off_t(count)) == 0 else { throw .last }
    }

    /// Claims an open file for this process until the descriptor is closed; false when someone else has.
    package func claim(_ descriptor: Int32) -> Bool {
        flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
    }

    /// Sets who may read and write an open file.
    package func setPermissions(_ permissions: UInt32, of descriptor: Int32) throws(SystemCallError) {
        guard fchmod(descriptor, permissions) == 0 else { throw .last }
    }

    /// Gives a file another name in the same directory, in place of what has it now.
    package func rename(_ path: String, to newPath: String) throws(SystemCallError) {
        try Disk.admitChange(of: newPath)
        guard unsafe Glibc.rename(path, newPath) == 0 else { throw .last }
    }

    /// Removes a name; no one is told when it is not there.
    package func remove(_ path: String) {
        guard Disk.conditions?.failureToChange(path) == nil else { return }
        _ = unsafe unlink(path)
    }

    /// Opens a directory to synchronize the names in it.
    package func openDirectory(_ path: String) throws(SystemCallError) -> Int32 {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last }
        return descriptor
    }
}

extension SystemCalls.FileStatus {
    fileprivate init(_ status: stat) {
        isRegular = status.st_mode & S_IFMT == S_IFREG
        isLink = status.st_mode & S_IFMT == S_IFLNK
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        size = Int64(status.st_size)
        permissions = status.st_mode & 0o7777
        links = Int(status.st_nlink)
        identity = SystemCalls.FileIdentity(device: UInt(status.st_dev), number: UInt(status.st_ino))
    }
}

/// What the system said when a call to it failed.
package struct SystemCallError: Error, Hashable, Sendable, CustomStringConvertible {
    package var code: Int32

    package init(code: Int32) { self.code = code }

    /// The number that the last call of this thread left.
    package static var last: SystemCallError { SystemCallError(code: errno) }

    /// Whether a file of that name is there already.
    package var isTakenName: Bool { code == EEXIST }

    /// Whether there is no file of that name, or no folder that it could be in.
    package var isMissing: Bool { code == ENOENT }

    /// The system's words, such as `No space left on device`.
    package var description: String {
        // Safe: glibc keeps the text in memory of the calling thread until its next call, and it is copied at once.
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: text)
    }
}
