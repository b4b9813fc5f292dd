import CleanupEngine
import Glibc

/// One file that is locked with `flock(2)`: the system gives it back when the process ends, however it ends.
final class LockFile: Sendable {
    /// Who else may hold it.
    enum Mode: Sendable {
        /// No one.
        case alone
        /// Those who share it as well.
        case shared
    }

    /// The longest body of a lock's file.
    private static let maximumBody = 4_096

    /// The open file.
    private let descriptor: Int32
    /// Who else may hold it.
    private let mode: Mode

    /// Opens the file, and makes it when there is none; it is neither locked nor changed yet.
    ///
    /// - Throws: `CommandFailure` with 73 when it cannot be opened, or is a symbolic link.
    init(path: String, _ mode: Mode) throws(CommandFailure) {
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        self.mode = mode
        guard descriptor >= 0 else {
            let reason = errno == ELOOP ? "is a symbolic link, which is not followed" : "cannot be opened"
            throw CommandFailure(
                .cannotCreate,
                "the lock '\(path)' \(reason): name another place with --state-dir, or give --lock off"
            )
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Tries to take the lock.
    ///
    /// - Returns: whether no one else holds it who does not share it.
    /// - Throws: `CommandFailure` with 73 when the file system knows no locks.
    func take() throws(CommandFailure) -> Bool {
        if flock(descriptor, (mode == .alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0 { return true }
        guard errno == EWOULDBLOCK || errno == EINTR else {
            throw CommandFailure(
                .cannotCreate,
                "the file system of the state directory knows no locks: name another with --state-dir, or give --lock off"
            )
        }
        return false
    }

    /// Says in the file who holds the lock; that it cannot be said is no reason not to run.
    ///
    /// - Precondition: the lock is held: what the file says of another would be lost.
    func sign(_ holder: LockHolder) {
        let line = holder.jsonLine
        guard ftruncate(descriptor, 0) == 0 else { return }
        // The call reads the bytes that it is lent, and keeps nothing of them.
        _ = unsafe line.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    /// Who holds the lock, as far as the file says it.
    var holder: LockHolder? {
        // `pread` writes at most as many bytes as the buffer has, and exactly those are declared initialized.
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Self.maximumBody) { buffer, initializedCount in
            initializedCount = max(0, unsafe pread(descriptor, buffer.baseAddress, Self.maximumBody, 0))
        }
        return LockHolder.read(bytes)
    }

    /// Gives the lock back.
    func release() {
        flock(descriptor, LOCK_UN)
    }
}
